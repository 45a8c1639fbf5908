namespace PreDelinquency.Domain.Risk;

/// <summary>A customer moved from one level to another.</summary>
public sealed record RiskChange
{
    public required string CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required RiskLevel From { get; init; }

    public required RiskLevel To { get; init; }

    public required double Probability { get; init; }

    public required Maturity Maturity { get; init; }

    /// <summary>The strongest reasons, strongest first: what raises the risk where the level rose, what lowers it where the level fell; may be none.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    public required string ModelVersion { get; init; }
}
