namespace PreDelinquency.Gateway.Contracts;

/// <summary>A customer moved from one level to another.</summary>
public sealed record RiskChangeDocument
{
    public required string CustomerId { get; init; }

    /// <summary>The moment of the event, or of the day's end, that led to it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL.</summary>
    public required string PreviousLevel { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>Probability, 0 to 1.</summary>
    public required double RiskScore { get; init; }

    /// <summary>learning or established.</summary>
    public required string Maturity { get; init; }

    /// <summary>Strongest first.</summary>
    public required IReadOnlyList<ReasonDocument> Reasons { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>How many changes, of any customer, were left out just before this one because this client reads too slowly.</summary>
    public required long Dropped { get; init; }
}
