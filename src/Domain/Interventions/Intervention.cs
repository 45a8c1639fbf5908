using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Interventions;

/// <summary>A proposal to help one customer, made once per episode and level.</summary>
public sealed record Intervention
{
    /// <summary>Stable: the customer's id and the running number of the customer's interventions, like <c>c000123-i4</c>.</summary>
    public required string InterventionId { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>The moment of the event or of the tick that led to it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The customer's local day on which the episode opened; null where an earlier version of this program proposed it.</summary>
    public DateOnly? EpisodeOpenedOn { get; init; }

    public required RiskLevel Level { get; init; }

    public required InterventionKind Kind { get; init; }

    public required ContactChannel Channel { get; init; }

    /// <summary>1 is the most urgent.</summary>
    public required int Priority { get; init; }

    public required Driver Driver { get; init; }

    /// <summary>A draft of a text for the customer, without the name; empathetic, with a concrete offer, never naming a score.</summary>
    public required string Message { get; init; }

    /// <summary>Calibrated probability at that moment.</summary>
    public required double Probability { get; init; }

    /// <summary>The strongest reasons, strongest first; for the bank's people, not for the customer.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    public required string ModelVersion { get; init; }
}
