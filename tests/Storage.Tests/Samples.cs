using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

/// <summary>Things to store, drawn from a seeded generator, with every optional field now there and now not.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Transaction Transaction(Random random, int customer, int number) => new()
    {
        CustomerId = $"c{customer}",
        TransactionId = random.Next(10) == 0 ? $"t{number} “é” 漢字 \U0001F600 {new string('x', 90)}" : $"t{number}",
        Timestamp = Start.AddMinutes((number * 60) + random.Next(-5000, 5000)).AddMilliseconds(random.Next(1000)).ToOffset(TimeSpan.FromMinutes(random.Next(-13 * 60, 14 * 60))),
        Amount = new Money(random.NextInt64(1, Money.Largest.TenThousandths)),
        Direction = (Direction)random.Next(2),
        Category = (Category)random.Next(Categories.Count),
        Channel = (Channel)random.Next(6),
        Status = (TransactionStatus)random.Next(4),
        BalanceAfter = random.Next(3) == 0 ? null : new Money(random.NextInt64(-1_000_000, 1_000_000)),
        Currency = random.Next(3) switch { 0 => null, 1 => "EUR", _ => "USD" },
        Merchant = random.Next(3) switch { 0 => null, 1 => "", _ => new string('ß', random.Next(1, 129)) },
        DueDate = random.Next(3) == 0 ? DateOnly.FromDayNumber(738_000 + random.Next(4000)) : null,
    };

    public static LogEntry Tick(Random random)
    {
        var slots = unchecked((ulong)random.NextInt64()) | (random.Next(2) == 0 ? 1UL << 63 : 0);
        var from = random.Next(2) == 0 ? 0 : random.Next(1, 1000);
        return LogEntry.Tick(slots, random.NextInt64(1L << 41), from, random.Next(2) == 0 ? int.MaxValue : from + random.Next(1000));
    }

    public static Intervention Intervention(Random random, int customer, int number) => new()
    {
        InterventionId = $"c{customer}-i{number}",
        CustomerId = $"c{customer}",
        At = Start.AddHours(number).ToOffset(TimeSpan.FromHours(random.Next(-10, 10))),
        Level = (RiskLevel)random.Next(4),
        Kind = (InterventionKind)random.Next(3),
        Channel = (ContactChannel)random.Next(3),
        Priority = random.Next(1, 4),
        Driver = (Driver)random.Next(9),
        Message = "Hi Asha, “we can help”.",
        Probability = random.NextDouble(),
        Reasons =
        [
            new Reason("salary_delay", 9.25, double.NaN, 0.75, "Salary is 9 days late.") { Observed = 9, Usual = null },
            new Reason("cash", double.NegativeInfinity, 1, -0.5, "Less cash than usual."),
        ],
        ModelVersion = "m1",
        EpisodeOpenedOn = random.Next(3) == 0 ? null : DateOnly.FromDayNumber(739_000 + random.Next(4000)),
    };

    /// <summary>One batch after the given totals, with positions and sequences set as a commit sets them.</summary>
    public static CommitBatch Batch(StoreTotals before, params IReadOnlyList<CommitUnit> units)
    {
        var totals = before with { Commits = before.Commits + 1 };
        foreach (var unit in units)
        {
            unit.FirstPosition = totals.Position + 1;
            unit.FirstSequence = totals.Interventions + 1;
            totals = totals with
            {
                Position = totals.Position + unit.Log.Count,
                Transactions = totals.Transactions + unit.Log.Count(e => e.Transaction is not null),
                DeadLetters = totals.DeadLetters + unit.DeadLetters.Count,
                Interventions = totals.Interventions + unit.Interventions.Count,
            };
        }

        return new CommitBatch(units, totals);
    }

    public static CommitUnit Customers(int count)
    {
        var unit = new CommitUnit();
        for (var no = 1; no <= count; no++)
            unit.NewCustomers.Add(new NewCustomer(no, $"c{no}"));
        return unit;
    }
}
