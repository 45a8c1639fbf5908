using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Policies;

/// <summary>Whom the bank contacts, when and how: one file, immutable once loaded.</summary>
public sealed record ContactPolicy
{
    /// <summary>Given by the bank: 1 to 40 letters, digits, hyphens.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Name"/>, a hyphen, and the first 12 hex digits of SHA-256 over the policy and all texts.</summary>
    public required string Version { get; init; }

    public required OutreachMode Mode { get; init; }

    /// <summary>Whether a change of policy while the program runs takes two persons.</summary>
    public required bool TwoPersons { get; init; }

    /// <summary>IANA zone of customers whose own is not known, and of the day that budgets count by.</summary>
    public required string DefaultTimeZone { get; init; }

    /// <summary>Language of customers whose own is not known, or has no texts.</summary>
    public required string DefaultLanguage { get; init; }

    public required Sender Sender { get; init; }

    /// <summary>MEDIUM, HIGH, CRITICAL.</summary>
    public required IReadOnlyDictionary<RiskLevel, LevelPolicy> Levels { get; init; }

    public required ContactCaps Caps { get; init; }

    /// <summary>In the customer's own zone.</summary>
    public required ContactHours ContactHours { get; init; }

    /// <summary>Hours after an unanswered call until the next, 1 to 72.</summary>
    public required int RetryCallAfterHours { get; init; }

    /// <summary>Contacts a day.</summary>
    public required DailyBudget DailyBudget { get; init; }

    /// <summary>Suppressions that block; the deceased are always among them.</summary>
    public required IReadOnlyList<SuppressionReason> BlockingSuppressions { get; init; }

    public required OfferTable Offers { get; init; }

    public required Economics Economics { get; init; }

    /// <summary>The day whose budgets a moment counts by.</summary>
    internal DateOnly DayOf(DateTimeOffset moment) => LocalHours.Local(moment, LocalHours.Zone(DefaultTimeZone)!).Date.ToDateOnly();

    /// <summary>As it holds where not every channel is carried: live, a message that nobody carries would be lost, so its channel is off. Calls are made by people.</summary>
    /// <param name="carried">The channels that are set up.</param>
    public ContactPolicy On(IEnumerable<ContactChannel> carried)
    {
        if (Mode == OutreachMode.DryRun)
            return this;
        var off = Enum.GetValues<ContactChannel>().Except(carried).Where(channel => channel != ContactChannel.Phone);
        return this with { DailyBudget = off.Aggregate(DailyBudget, (budget, channel) => budget.Less(channel, budget.Of(channel))) };
    }
}
