namespace PreDelinquency.Cli.Simulation;

/// <summary>What load to put on a gateway.</summary>
internal sealed record SimulationOptions
{
    /// <summary>Ending with a slash.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>Transactions per second, 1 to 1,000,000.</summary>
    public required int Rate { get; init; }

    /// <summary>How many customers take part, 1 to 100,000.</summary>
    public required int Customers { get; init; }

    /// <summary>How long; null until interrupted.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Days of history that customers have before the load begins; 60 make habits known.</summary>
    public required int HistoryDays { get; init; }

    /// <summary>The share of customers that fall into distress over the run (over a minute, where the run has no end), 0 to 1.</summary>
    public required double DistressShare { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The file that holds the token of a feed; null where the gateway knows nobody.</summary>
    public string? TokenFile { get; init; }
}
