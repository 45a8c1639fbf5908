using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>
/// Why a customer was contacted or not. It suffices to make the decision again (<see cref="DecisionReview"/>), and holds no name,
/// address or text.
/// </summary>
public sealed record DecisionRecord
{
    public required string ContactId { get; init; }

    public required string CustomerId { get; init; }

    public required string EpisodeId { get; init; }

    public required DecisionTrigger Trigger { get; init; }

    public required string PolicyVersion { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>IANA zone of the customer, or the policy's default.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Version of the time zone database.</summary>
    public required string TimeZoneData { get; init; }

    public required RiskLevel Level { get; init; }

    public required Driver Driver { get; init; }

    public required double Probability { get; init; }

    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>The model that proposed it.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Persistent draw of the customer, in [0, 1).</summary>
    public required double HoldoutDraw { get; init; }

    /// <summary>Channels of the level in order of preference.</summary>
    public required IReadOnlyList<ContactChannel> Channels { get; init; }

    public required string OfferCode { get; init; }

    /// <summary>Every rule that was asked, in order.</summary>
    public required IReadOnlyList<RuleAnswer> Answers { get; init; }

    public required DecisionAction Action { get; init; }
}
