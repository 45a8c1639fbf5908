namespace PreDelinquency.Training.Experiments;

/// <summary>A run as it stands in the folder.</summary>
public sealed record RecordedRun
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Experiment { get; init; }

    public required string Name { get; init; }

    public required RunStatus Status { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public required DateTimeOffset? Ended { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The run within which this one was made; null for none.</summary>
    public string? ParentId => Tags.GetValueOrDefault(RunTags.Parent);
}
