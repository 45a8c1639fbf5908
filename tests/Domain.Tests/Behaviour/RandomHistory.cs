using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

/// <summary>Arbitrary transactions of one customer: bursts, silences, all categories and states, offsets that change, equal moments.</summary>
internal static class RandomHistory
{
    private static readonly TimeSpan[] Offsets = [TimeSpan.Zero, TimeSpan.FromHours(2), TimeSpan.FromMinutes(-210)];

    /// <summary>A history in time order.</summary>
    public static List<Transaction> Of(int seed, int count = 250, string customerId = "c1")
    {
        var random = new Random(seed);
        // Some cross day 786,420 (23 February 2154), 12 times 65,535: days of bills are kept modulo that.
        var start = new DateTimeOffset(seed % 5 == 0 ? 2153 : 2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(400));
        var at = start;
        var silence = random.NextDouble() < 0.3 ? 60 : 4;
        var transactions = new List<Transaction>(count);
        for (var i = 0; i < count; i++)
        {
            at = random.Next(20) switch
            {
                0 => at.AddDays(random.Next(silence)),
                < 12 => at.AddHours(random.Next(30)),
                _ => at,
            };
            transactions.Add(One(random, i, at.ToOffset(Offsets[random.Next(20) == 0 ? random.Next(3) : 0]), customerId));
        }

        return [.. transactions.OrderBy(t => t.Timestamp)];
    }

    /// <summary>The same transactions in an order in which none is more than a few days late.</summary>
    public static List<Transaction> Shuffled(List<Transaction> history, int seed)
    {
        var random = new Random(seed);
        return [.. history.OrderBy(t => t.Timestamp.UtcDateTime.AddHours(random.Next(24 * 5)))];
    }

    private static Transaction One(Random random, int number, DateTimeOffset at, string customerId)
    {
        var category = (Category)random.Next(Categories.Count);
        return new Transaction
        {
            TransactionId = $"t{number}",
            CustomerId = customerId,
            Timestamp = at,
            Amount = new Money(random.Next(10) == 0 ? 50 * Money.Scale * random.Next(1, 9) : random.NextInt64(1, 3_000_0000)),
            Direction = category.IsIncome() || random.Next(6) == 0 ? Direction.Credit : Direction.Debit,
            Category = category,
            Channel = (Channel)random.Next(6),
            Status = random.Next(8) == 0 ? (TransactionStatus)random.Next(4) : TransactionStatus.Completed,
            BalanceAfter = random.Next(4) == 0 ? null : new Money(random.NextInt64(-500_0000, 9_000_0000)),
            Merchant = random.Next(2) == 0 ? $"merchant-{random.Next(40)}" : null,
            DueDate = category.IsObligation() && random.Next(3) > 0 ? DateOnly.FromDateTime(at.DateTime).AddDays(random.Next(-20, 12)) : null,
        };
    }
}
