namespace PreDelinquency.Gateway.Contracts;

/// <summary>What this service is and where to go on.</summary>
public sealed record ServiceDocument
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Version { get; init; }

    /// <summary>The model that scores.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The present by the clock in force: the real time, or the newest timestamp of the stream.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Paths by what they are for.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }
}
