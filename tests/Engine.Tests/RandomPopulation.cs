using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

/// <summary>A seeded population that earns, pays and spends, some of whom get into trouble halfway; in order of time.</summary>
internal static class RandomPopulation
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Shops = [.. Enumerable.Range(0, 40).Select(i => $"Shop {i}")];

    /// <param name="seed">Tells populations apart.</param>
    /// <param name="customers">How many.</param>
    /// <param name="days">How long they live.</param>
    /// <param name="slots">How many slots they crowd into; by default they spread over all.</param>
    public static List<Transaction> Of(int seed, int customers, int days, int slots = Slots.Count)
    {
        var ids = Enumerable.Range(0, int.MaxValue).Select(i => $"c{i:000000}").Where(id => Slots.Of(id) < slots).Take(customers).ToList();
        var all = new List<Transaction>();
        for (var c = 0; c < customers; c++)
            all.AddRange(Person(new Random((seed * 7919) + c), ids[c], days));
        all.Sort((a, b) => a.Timestamp != b.Timestamp ? a.Timestamp.CompareTo(b.Timestamp) : string.CompareOrdinal(a.TransactionId, b.TransactionId));
        return all;
    }

    private static IEnumerable<Transaction> Person(Random random, string id, int days)
    {
        var offset = TimeSpan.FromHours(random.Next(-5, 6));
        var (payday, salary, troubled) = (random.Next(1, 28), random.Next(15, 60) * 100, random.Next(3) == 0);
        var balance = (decimal)random.Next(500, 3000);
        var n = 0;
        for (var day = 0; day < days; day++)
        {
            var date = Start.AddDays(day);
            var inTrouble = troubled && day > days / 2;
            if (date.Day == (inTrouble ? Math.Min(28, payday + 9) : payday))
                yield return Next(8, inTrouble ? salary * 0.6m : salary, Direction.Credit, Category.Salary, Channel.Transfer, TransactionStatus.Completed);
            if (date.Day == 3)
                yield return Next(9, salary * 0.4m, Direction.Debit, Category.Rent, Channel.DirectDebit, inTrouble ? TransactionStatus.Failed : TransactionStatus.Completed);
            for (var k = random.Next(4); k > 0; k--)
            {
                var category = inTrouble && random.Next(3) == 0 ? Category.PaydayLoan : (Category)random.Next((int)Category.Groceries, (int)Category.Transfer);
                yield return Next(random.Next(24), random.Next(100, 9000) / 100m, Direction.Debit, category, Channel.Card, random.Next(30) == 0 ? TransactionStatus.Declined : TransactionStatus.Completed);
            }

            Transaction Next(int hour, decimal amount, Direction direction, Category category, Channel channel, TransactionStatus status)
            {
                if (status == TransactionStatus.Completed)
                    balance += direction == Direction.Credit ? amount : -amount;
                return new Transaction
                {
                    TransactionId = $"{id}-{++n}",
                    CustomerId = id,
                    Timestamp = date.AddHours(hour).AddMilliseconds(random.Next(3_600_000)).ToOffset(offset),
                    Amount = Money.FromDecimal(amount),
                    Direction = direction,
                    Category = category,
                    Channel = channel,
                    Status = status,
                    BalanceAfter = Money.FromDecimal(balance),
                    Currency = "EUR",
                    Merchant = channel == Channel.Card ? Shops[random.Next(Shops.Length)] : null,
                    DueDate = category == Category.Rent ? DateOnly.FromDateTime(date.Date) : null,
                };
            }
        }
    }
}
