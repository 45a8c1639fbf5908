namespace PreDelinquency.Synthetic;

/// <summary>What a population is made from. Equal options make equal populations, on any machine.</summary>
public sealed record PopulationOptions
{
    /// <summary>Number of customers, 1 to 999,999; 10,000 by default.</summary>
    public int Customers { get; init; } = 10_000;

    /// <summary>Months that <see cref="Population.Transactions"/> covers, 1 to 120; 12 by default. A life itself has no end.</summary>
    public int Months { get; init; } = 12;

    /// <summary>The seed of all that is drawn at random; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The first day, 2000 to 2100; 1 January 2025 by default.</summary>
    public DateOnly Start { get; init; } = new(2025, 1, 1);

    /// <summary>The day after the last.</summary>
    public DateOnly End => Start.AddMonths(Months);
}
