namespace PreDelinquency.Gateway.Hosting;

/// <summary>The population that <c>--demo</c> brings to life.</summary>
public sealed record DemoOptions
{
    /// <summary>1 to 100,000.</summary>
    public required int Customers { get; init; }

    /// <summary>Months of history before the present, 1 to 60.</summary>
    public required int Months { get; init; }

    /// <summary>What one day takes while the population lives on; 50 ms to a day.</summary>
    public required TimeSpan Day { get; init; }

    /// <summary>Years that it lives on after its history before it pauses, 1 to 50.</summary>
    public required int Years { get; init; }

    /// <summary>Equal seeds make equal populations.</summary>
    public required int Seed { get; init; }
}
