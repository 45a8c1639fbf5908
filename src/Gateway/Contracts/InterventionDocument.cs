namespace PreDelinquency.Gateway.Contracts;

/// <summary>A proposal to help one customer.</summary>
public sealed record InterventionDocument
{
    /// <summary>Its place in the order of all interventions: 1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Stable, like <c>c000123-i4</c>.</summary>
    public required string InterventionId { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>The moment of the event, or of the day's end, that led to it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The customer's local day on which the episode of raised risk opened; null where an earlier version of this program proposed it.</summary>
    public DateOnly? EpisodeOpenedOn { get; init; }

    /// <summary>MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>Probability, 0 to 1, at that moment.</summary>
    public required double RiskScore { get; init; }

    /// <summary>urgent_outreach, proactive_support or gentle_reminder.</summary>
    public required string Kind { get; init; }

    /// <summary>phone, sms or email.</summary>
    public required string Channel { get; init; }

    /// <summary><c>proposed</c>, or <c>lapsed</c> where its moment lay too far back when it was found: kept, never sent live.</summary>
    public required string Status { get; init; }

    /// <summary>1 is the most urgent.</summary>
    public required int Priority { get; init; }

    /// <summary>What the strongest reasons have in common, like <c>income_late</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>The rule engine's draft, in English and without a name. What a customer gets, if anything, is the message of <c>GET /interventions/{intervention_id}</c>.</summary>
    public required string Message { get; init; }

    /// <summary>For the bank's people, strongest first.</summary>
    public required IReadOnlyList<ReasonDocument> Reasons { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>What became of it; null before it was decided, for what lapsed, and in the live feed, which tells that as contact.</summary>
    public ContactStateDocument? Contact { get; init; }
}
