using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>Policies that are loaded one after the other while work goes on, each harsh in another way.</summary>
internal static class SimulatedPolicies
{
    private static readonly ContactChannel[] BySms = [ContactChannel.Sms, ContactChannel.Email, ContactChannel.Phone];

    private static readonly ContactChannel[] ByPhone = [ContactChannel.Phone, ContactChannel.Sms, ContactChannel.Email];

    public static IReadOnlyList<ContactPolicy> All { get; } =
    [
        // As it comes, but for a low cap, a short window and short cool-downs: a simulated life is short.
        Of("plain", new(3, 2, 7), "08:00-21:00", 10, cool: 1, approval: true, new(20, 20, 20), BySms),
        // All channels at all levels, low caps, hours that begin in the hour which clocks skip or repeat.
        Of("tight", new(2, 1, 2), "02:30-04:00", 10, cool: 0, approval: false, new(20, 20, 20), BySms),
        // Long hours, one contact a day.
        Of("poor", new(4, 2, 3), "00:30-23:30", 30, cool: 0, approval: false, new(1, 1, 1), BySms),
        // No cool-down, no cap to speak of and time for days: only one send per channel and episode stands in the way.
        Of("loose", new(1, 100, 100), "00:00-23:59", 5, cool: 0, approval: false, new(20, 20, 20), BySms, expires: 240),
        // Calls first, many contacts and one attempt a channel.
        Of("calls", new(2, 100, 1), "00:00-23:59", 5, cool: 0, approval: false, new(20, 20, 20), ByPhone),
    ];

    private static ContactPolicy Of(string name, ContactCaps caps, string hours, double holdout, int cool, bool approval, DailyBudget budget, ContactChannel[] channels, int expires = 60)
    {
        var policy = PolicyBundle.Default.Policy;
        return policy with
        {
            Name = name,
            Version = $"{name}-000000000000",
            DefaultTimeZone = "Europe/Madrid",
            Caps = caps,
            ContactHours = ContactHours.Parse(hours),
            DailyBudget = budget,
            // Some drivers are answered with credit, unless the customer gambles.
            Offers = new OfferTable(policy.Offers.ByDriver.ToDictionary(o => o.Key, o => (int)o.Key % 2 == 0 && !OfferTable.WithoutCredit.Contains(o.Key) ? new Offer("waive_fee", OfferKind.Credit) : o.Value)),
            BlockingSuppressions = name == "poor" ? [SuppressionReason.Deceased, SuppressionReason.Bereaved] : policy.BlockingSuppressions,
            Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with
            {
                Channels = l.Key == RiskLevel.Medium && name == "plain" ? l.Value.Channels : channels,
                CoolDownDays = cool,
                Approval = approval && l.Key == RiskLevel.Critical,
                ExpiresAfterHours = expires,
                HoldoutPercent = holdout * (int)l.Key / 2,
            }),
        };
    }
}
