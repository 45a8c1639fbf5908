using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Policies;

/// <summary>How customers of one level are contacted.</summary>
public sealed record LevelPolicy
{
    /// <summary>MEDIUM, HIGH or CRITICAL.</summary>
    public required RiskLevel Level { get; init; }

    /// <summary>In order of preference: the first that may be used is used.</summary>
    public required IReadOnlyList<ContactChannel> Channels { get; init; }

    /// <summary>1 is the most urgent, 9 the least.</summary>
    public required int Priority { get; init; }

    /// <summary>Days after a contact of this level or above during which there is no other of this level, 0 to 366.</summary>
    public required int CoolDownDays { get; init; }

    /// <summary>Whether a person approves each contact.</summary>
    public required bool Approval { get; init; }

    /// <summary>Hours after its proposal from which on a contact is no longer made, 1 to 720.</summary>
    public required int ExpiresAfterHours { get; init; }

    /// <summary>Percent of customers never contacted at this level, so that the effect can be measured; 0 to 50.</summary>
    public required double HoldoutPercent { get; init; }
}
