using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A customer whom nothing keeps from being contacted, on a Monday at noon in Madrid.</summary>
internal static class Samples
{
    public const string Customer = "c000123";
    public const string Zone = "Europe/Madrid";
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    public static readonly string Episode = Proposal.EpisodeIdOf(Customer, new DateOnly(2026, 3, 1));

    public static ContactPolicy Policy => PolicyBundle.Default.Policy;

    public static CustomerFacts Facts { get; } = new()
    {
        Level = RiskLevel.High,
        Maturity = Maturity.Established,
        OpenEpisodeId = Episode,
        Consents = new() { Email = true, Sms = true, Phone = true },
        HasEmail = true,
        HasPhone = true,
        EmailFingerprint = "e1",
        PhoneFingerprint = "p1",
        TimeZone = Zone,
        HoldoutDraw = 0.5,
        AvoidsCredit = false,
    };

    public static Proposal Propose(RiskLevel level = RiskLevel.High, int number = 1, string? episode = null, DateTimeOffset? at = null) => new()
    {
        ContactId = $"{Customer}-i{number}",
        CustomerId = Customer,
        EpisodeId = episode ?? Episode,
        Level = level,
        Driver = Driver.IncomeLate,
        Probability = 0.4,
        Reasons = [new("income_delay_days", 6, double.NaN, 0.8, "The salary is 6 days late.")],
        At = at ?? Noon,
        ModelVersion = "2026.1",
    };

    public static Decision Decide(Ledger? ledger = null, RiskLevel level = RiskLevel.High, CustomerFacts? facts = null, ContactPolicy? policy = null, DailyBudget? left = null, DateTimeOffset? now = null, Proposal? proposal = null) =>
        Decider.Propose(ledger ?? Ledger.Of(Customer), proposal ?? Propose(level), facts ?? Facts, policy ?? Policy, left ?? Policy.DailyBudget, now ?? Noon)!;

    public static ContactPolicy With(RiskLevel level, Func<LevelPolicy, LevelPolicy> change, ContactPolicy? policy = null) =>
        (policy ?? Policy) with { Levels = (policy ?? Policy).Levels.ToDictionary(l => l.Key, l => l.Key == level ? change(l.Value) : l.Value) };

    /// <summary>The ledger after a contact that was proposed and sent.</summary>
    public static Ledger Sent(Ledger ledger, Proposal proposal, DateTimeOffset at, AttemptResult result = AttemptResult.Accepted)
    {
        var policy = With(proposal.Level, l => l with { Approval = false, CoolDownDays = 0 }) with { Caps = new(7, 100, 100) };
        var facts = Facts with { OpenEpisodeId = proposal.EpisodeId };
        var decided = Decider.Propose(ledger, proposal, facts, policy, policy.DailyBudget, at)!;
        Assert.Equal(ContactState.Sending, decided.Contact.State);
        var begun = Decider.BeginAttempt(decided.Ledger, proposal.ContactId, facts, policy, policy.DailyBudget, at)!;
        Assert.True(begun.Ledger.IsInFlight(proposal.ContactId));
        return Decider.EndAttempt(begun.Ledger, proposal.ContactId, 1, result, policy, at).Ledger;
    }

    /// <summary>A contact ended by a rule, and took nothing of a budget.</summary>
    public static void AssertEnded(Decision decision, ContactState state, ContactRule rule)
    {
        Assert.Equal((state, rule), (decision.Contact.State, decision.Contact.Rule!.Value));
        Assert.Equal(rule, decision.Record.Action.Rule);
        Assert.Null(decision.TakesBudget);
    }
}
