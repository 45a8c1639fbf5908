using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using static PreDelinquency.Outreach.Tests.Deciding.Samples;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>Each rule by itself: a customer whom nothing but it keeps from being contacted.</summary>
public sealed class DeciderTests
{
    [Fact]
    public void Whoever_declined_is_left_alone_at_a_higher_level_too()
    {
        var sent = Sent(Ledger.Of(Customer), Propose(RiskLevel.Medium), Noon);
        var later = Noon.AddDays(13);
        Assert.Equal(ContactState.AwaitingApproval, Decide(sent, now: later, proposal: Propose(RiskLevel.Critical, number: 2, at: later)).Contact.State);

        var declined = Decider.RecordOutcome(sent, Propose().ContactId, ContactOutcome.Declined, Noon).Ledger;

        Assert.Equal(ContactRule.CoolDown, Decide(declined, now: later, proposal: Propose(RiskLevel.Critical, number: 2, at: later)).Contact.Rule);
        later = Noon.AddDays(14);
        Assert.Equal(ContactState.AwaitingApproval, Decide(declined, now: later, proposal: Propose(RiskLevel.Critical, number: 2, at: later)).Contact.State);
        Assert.Empty(Decider.RecordOutcome(declined, Propose().ContactId, ContactOutcome.Declined, Noon).Events);
    }

    [Fact]
    public void What_a_dry_run_would_have_sent_counts_for_the_next_dry_run_and_for_nothing_live()
    {
        var live = Policy with { Mode = OutreachMode.Live };
        var later = Noon.AddDays(10);
        var facts = Facts with { OpenEpisodeId = "e2" };

        var piloted = Sent(Ledger.Of(Customer), Propose(), Noon);
        Assert.Equal(ContactRule.CoolDown, Decide(piloted, facts: facts, now: later, proposal: Propose(number: 2, episode: "e2", at: later)).Contact.Rule);
        var decided = Decide(piloted, facts: facts, policy: live, now: later, proposal: Propose(number: 2, episode: "e2", at: later));
        Assert.Equal((ContactState.Sending, ContactChannel.Sms), (decided.Contact.State, decided.Contact.Channel));
    }

    [Fact]
    public void Where_nothing_is_against_it_the_preferred_channel_is_used_and_every_rule_is_recorded()
    {
        var decision = Decide();

        Assert.Equal(new DecisionAction(DecisionKind.Send, ContactChannel.Sms, null, null), decision.Record.Action);
        Assert.Equal(ContactState.Sending, decision.Contact.State);
        Assert.Equal(ContactChannel.Sms, decision.TakesBudget);
        Assert.Equal(Enumerable.Range(0, (int)ContactRule.Budget + 1).Select(i => (ContactRule)i).Except([ContactRule.UsableChannel]), decision.Record.Answers.Select(a => a.Rule));
        Assert.All(decision.Record.Answers, a => Assert.Equal(RuleVerdict.Pass, a.Verdict));
        Assert.Equal("move_due_date", decision.Record.OfferCode);
        Assert.Equal(Policy.Version, decision.Record.PolicyVersion);
    }

    [Fact]
    public void A_proposal_that_is_read_twice_changes_nothing() => Assert.Null(Decider.Propose(Decide().Ledger, Propose(), Facts, Policy, Policy.DailyBudget, Noon));

    [Theory]
    [InlineData(SuppressionReason.Deceased)]
    [InlineData(SuppressionReason.Bereaved)]
    [InlineData(SuppressionReason.ComplaintOpen)]
    public void A_suppression_blocks(SuppressionReason reason)
    {
        var suppressed = Decider.Suppress(Ledger.Of(Customer), reason, "branch", Policy, Noon).Ledger;

        AssertEnded(Decide(suppressed), ContactState.Blocked, ContactRule.Suppression);
        Assert.Equal(ContactState.Sending, Decide(Decider.Unsuppress(suppressed, reason, "branch", Noon).Ledger).Contact.State);
    }

    [Fact]
    public void A_suppression_that_the_policy_does_not_name_does_not_block()
    {
        var policy = Policy with { BlockingSuppressions = [SuppressionReason.Deceased] };

        Assert.Equal(ContactState.Sending, Decide(Decider.Suppress(Ledger.Of(Customer), SuppressionReason.Vulnerable, "branch", policy, Noon).Ledger, policy: policy).Contact.State);
    }

    [Fact]
    public void An_open_objection_blocks_until_it_is_closed()
    {
        var objected = Decider.RaiseObjection(Ledger.Of(Customer), "o1", Noon).Ledger;

        AssertEnded(Decide(objected), ContactState.Blocked, ContactRule.Objection);
        Assert.Equal(ContactState.Sending, Decide(Decider.CloseObjection(objected, "o1", Noon).Ledger).Contact.State);
    }

    [Theory]
    [InlineData(0.0999, ContactState.HeldOut)]
    [InlineData(0.1, ContactState.Sending)]
    public void Whoever_draws_less_than_the_share_is_held_out(double draw, ContactState state) =>
        Assert.Equal(state, Decide(facts: Facts with { HoldoutDraw = draw }).Contact.State);

    [Fact]
    public void Whoever_is_still_being_learnt_is_not_contacted() =>
        AssertEnded(Decide(facts: Facts with { Maturity = Maturity.Learning }), ContactState.Withdrawn, ContactRule.Maturity);

    [Fact]
    public void A_level_that_fell_to_low_withdraws() => AssertEnded(Decide(facts: Facts with { Level = RiskLevel.Low }), ContactState.Withdrawn, ContactRule.Level);

    [Fact]
    public void An_episode_that_ended_withdraws() => AssertEnded(Decide(facts: Facts with { OpenEpisodeId = null }), ContactState.Withdrawn, ContactRule.OpenEpisode);

    [Fact]
    public void A_contact_that_is_too_late_expires()
    {
        AssertEnded(Decide(now: Noon.AddHours(96)), ContactState.Expired, ContactRule.Expiry);
        Assert.Equal(ContactState.Sending, Decide(now: Noon.AddHours(95)).Contact.State);
    }

    [Fact]
    public void An_episode_is_served_once_at_a_level_or_above()
    {
        var sent = Sent(Ledger.Of(Customer), Propose(RiskLevel.Critical), Noon);

        AssertEnded(Decide(sent, proposal: Propose(RiskLevel.High, 2)), ContactState.Blocked, ContactRule.ServedLevel);
    }

    [Theory]
    [InlineData(20, ContactState.Blocked)]
    [InlineData(21, ContactState.Sending)]
    public void A_level_cools_down_across_episodes(int days, ContactState state)
    {
        var sent = Sent(Ledger.Of(Customer), Propose(episode: "c000123-e20260101"), Noon);

        Assert.Equal(state, Decide(sent, now: Noon.AddDays(days), proposal: Propose(number: 2, at: Noon.AddDays(days))).Contact.State);
    }

    [Theory]
    [InlineData(-1, ContactState.Blocked)]
    [InlineData(0, ContactState.Sending)]
    public void Contacts_of_all_channels_count_in_the_rolling_window(int secondsAfterSevenDays, ContactState state)
    {
        var ledger = Sent(Sent(Ledger.Of(Customer), Propose(RiskLevel.Medium), Noon), Propose(RiskLevel.Critical, 2), Noon);
        var policy = With(RiskLevel.High, l => l with { CoolDownDays = 0 }) with { Caps = new(7, 2, 7) };
        var now = Noon.AddDays(7).AddSeconds(secondsAfterSevenDays);

        var decision = Decide(ledger, now: now, policy: policy, facts: Facts with { OpenEpisodeId = "c000123-e9" }, proposal: Propose(number: 4, episode: "c000123-e9", at: now));

        Assert.Equal(state, decision.Contact.State);
        Assert.Equal(state == ContactState.Blocked ? ContactRule.ContactCap : null, decision.Contact.Rule);
    }

    [Theory]
    [InlineData("consent")]
    [InlineData("opt_out")]
    [InlineData("address")]
    [InlineData("enabled")]
    [InlineData("used")]
    public void A_channel_that_may_not_be_used_gives_way_to_the_next(string against)
    {
        var ledger = Ledger.Of(Customer);
        var (facts, policy) = (Facts, With(RiskLevel.Critical, l => l with { Approval = false }));
        switch (against)
        {
            case "consent":
                facts = facts with { Consents = new() { Email = true, Sms = true } };
                break;
            case "opt_out":
                ledger = Decider.OptOut(ledger, [ContactChannel.Phone], "call", Noon).Ledger;
                break;
            case "address":
                facts = facts with { HasPhone = false };
                break;
            case "enabled":
                policy = policy with { DailyBudget = policy.DailyBudget with { Phone = 0 } };
                break;
            default:
                var other = Decider.Propose(ledger, Propose(RiskLevel.High, 9), facts, With(RiskLevel.High, l => l with { Channels = [ContactChannel.Phone] }), Policy.DailyBudget, Noon)!.Ledger;
                ledger = Decider.EndAttempt(Decider.BeginAttempt(other, "c000123-i9", facts, With(RiskLevel.High, l => l with { Channels = [ContactChannel.Phone] }), Policy.DailyBudget, Noon)!.Ledger, "c000123-i9", 1, AttemptResult.Accepted, Policy, Noon).Ledger;
                break;
        }

        var decision = Decide(ledger, RiskLevel.Critical, facts, policy);

        Assert.Equal(ContactState.Sending, decision.Contact.State);
        Assert.Equal(against == "address" ? ContactChannel.Email : ContactChannel.Sms, decision.Contact.Channel);
    }

    [Fact]
    public void Without_any_channel_the_contact_is_blocked() =>
        AssertEnded(Decide(facts: Facts with { Consents = new Consents { Phone = true } }), ContactState.Blocked, ContactRule.UsableChannel);

    [Fact]
    public void Unanswered_calls_count_as_attempts_and_are_tried_again_later()
    {
        var policy = With(RiskLevel.Critical, l => l with { Approval = false }) with { Caps = new(7, 3, 2) };
        var ledger = Decide(level: RiskLevel.Critical, policy: policy).Ledger;
        var now = Noon;
        for (var number = 1; number <= 2; number++)
        {
            ledger = Decider.BeginAttempt(ledger, "c000123-i1", Facts, policy, policy.DailyBudget, now)!.Ledger;
            ledger = Decider.EndAttempt(ledger, "c000123-i1", number, AttemptResult.Unanswered, policy, now).Ledger;
            Assert.Equal((ContactState.Waiting, ContactRule.UnansweredCall, now.AddHours(4)), (ledger.Contacts[0].State, ledger.Contacts[0].Rule!.Value, ledger.Contacts[0].DueAt!.Value));
            now = now.AddHours(4);
            ledger = Decider.Reconsider(ledger, "c000123-i1", Facts, policy, policy.DailyBudget, now)!.Ledger;
        }

        // The third call in the window would be one too many: a text message instead.
        Assert.Equal((ContactState.Sending, ContactChannel.Sms), (ledger.Contacts[0].State, ledger.Contacts[0].Channel!.Value));
    }

    [Fact]
    public void Where_the_policy_asks_for_it_a_person_approves_first()
    {
        var waiting = Decide(level: RiskLevel.Critical);
        Assert.Equal((ContactState.AwaitingApproval, Noon.AddHours(72)), (waiting.Contact.State, waiting.Contact.DueAt!.Value));
        Assert.Null(waiting.TakesBudget);
        AssertEnded(Decider.Reconsider(waiting.Ledger, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon.AddHours(72))!, ContactState.Expired, ContactRule.Expiry);

        var approved = Decider.Approve(waiting.Ledger, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon.AddHours(1))!;
        Assert.Equal((ContactState.Sending, "ana"), (approved.Contact.State, approved.Contact.ApprovedBy));
        Assert.Null(Decider.Approve(approved.Ledger, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon.AddHours(1)));

        var rejected = Decider.Reject(waiting.Ledger, "c000123-i1", "ana", "known to the branch", Noon).Ledger.Contacts[0];
        Assert.Equal((ContactState.Withdrawn, ContactRule.Rejection), (rejected.State, rejected.Rule!.Value));
    }

    [Fact]
    public void An_approval_does_not_set_rules_aside()
    {
        var waiting = Decide(level: RiskLevel.Critical).Ledger;

        var decision = Decider.Approve(waiting, "c000123-i1", "ana", Facts with { Consents = new() }, Policy, Policy.DailyBudget, Noon)!;

        AssertEnded(decision, ContactState.Blocked, ContactRule.UsableChannel);
    }

    [Fact]
    public void A_zone_that_nobody_knows_blocks() => AssertEnded(Decide(facts: Facts with { TimeZone = "Mars/Olympus" }), ContactState.Blocked, ContactRule.TimeZone);

    [Fact]
    public void A_spent_budget_waits_for_the_next_day_of_the_bank()
    {
        var decision = Decide(left: new DailyBudget(5, 0, 5), policy: Policy with { DefaultTimeZone = "America/New_York" });

        Assert.Equal((ContactState.Waiting, ContactRule.Budget, new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero)), (decision.Contact.State, decision.Contact.Rule!.Value, decision.Contact.DueAt!.Value));
    }

    [Fact]
    public void A_higher_level_takes_the_place_of_a_lower_one_that_was_not_sent()
    {
        var waiting = Decide(left: default(DailyBudget)).Ledger;

        var higher = Decide(waiting, proposal: Propose(RiskLevel.Critical, 2));

        Assert.Equal((ContactState.Withdrawn, ContactRule.Escalation), (higher.Ledger.Contacts[0].State, higher.Ledger.Contacts[0].Rule!.Value));
        Assert.Equal(ContactState.AwaitingApproval, higher.Contact.State);
    }

    [Fact]
    public void A_higher_level_that_is_blocked_leaves_the_lower_one_alone()
    {
        var waiting = Decide(left: default(DailyBudget)).Ledger;

        var higher = Decide(waiting, proposal: Propose(RiskLevel.Critical, 2), policy: With(RiskLevel.Critical, l => l with { HoldoutPercent = 50.1 }));

        Assert.Equal(ContactState.HeldOut, higher.Contact.State);
        Assert.Equal(ContactState.Waiting, higher.Ledger.Contacts[0].State);
    }

    [Fact]
    public void What_came_in_between_counts_just_before_the_message_goes()
    {
        var sending = Decide().Ledger;
        var optedOut = Decider.OptOut(sending, [ContactChannel.Sms], "sms_reply", Noon).Ledger;

        var decision = Decider.BeginAttempt(optedOut, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon)!;

        Assert.False(decision.Ledger.IsInFlight("c000123-i1"));
        Assert.Equal((ContactState.Sending, ContactChannel.Email), (decision.Contact.State, decision.Contact.Channel!.Value));
        Assert.Equal(ContactChannel.Email, decision.TakesBudget);
    }

    [Fact]
    public void What_is_over_long_ago_is_left_out_and_what_is_open_is_not()
    {
        var ledger = Sent(Ledger.Of(Customer), Propose(episode: "c000123-e1"), Noon);
        ledger = Decide(ledger, level: RiskLevel.Critical, proposal: Propose(RiskLevel.Critical, 2)).Ledger;
        var later = Noon.AddDays(Ledger.KeptDays + 1);

        var decided = Decide(ledger, now: later, facts: Facts with { OpenEpisodeId = "c000123-e9" }, proposal: Propose(number: 3, episode: "c000123-e9", at: later));

        Assert.Equal(["c000123-i2", "c000123-i3"], decided.Ledger.Contacts.Select(c => c.ContactId));
        Assert.Empty(decided.Ledger.Attempts);
    }
}
