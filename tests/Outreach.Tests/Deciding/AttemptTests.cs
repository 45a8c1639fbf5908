using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using static PreDelinquency.Outreach.Tests.Deciding.Samples;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>What comes of a hand-over, and what it means for those after it.</summary>
public sealed class AttemptTests
{
    [Fact]
    public void A_provider_that_is_down_takes_the_budget_once_and_the_message_goes_once()
    {
        var ledger = Decide().Ledger;
        for (var number = 1; number <= 20; number++)
        {
            var begun = Decider.BeginAttempt(ledger, "c000123-i1", Facts, Policy, default, Noon.AddMinutes(number))!;
            Assert.Null(begun.TakesBudget);
            Assert.Null(Decider.BeginAttempt(begun.Ledger, "c000123-i1", Facts, Policy, default, Noon));
            ledger = Decider.EndAttempt(begun.Ledger, "c000123-i1", number, number < 20 ? AttemptResult.Unavailable : AttemptResult.Accepted, Policy, Noon).Ledger;
        }

        Assert.Equal(ContactState.Sent, ledger.Contacts[0].State);
        Assert.Null(Decider.BeginAttempt(ledger, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon));
        Assert.Equal(ContactState.Delivered, Decider.RecordOutcome(ledger, "c000123-i1", ContactOutcome.Delivered, Noon).Ledger.Contacts[0].State);
    }

    [Fact]
    public void A_message_whose_answer_never_came_is_repeated_by_its_channel_and_by_no_other()
    {
        var ledger = Sent(Ledger.Of(Customer), Propose(), Noon, AttemptResult.Unconfirmed);
        var tight = Policy with { Caps = new(7, 1, 1) };

        Assert.Equal(ContactState.Sending, ledger.Contacts[0].State);
        Assert.True(Decider.BeginAttempt(ledger, "c000123-i1", Facts, tight, default, Noon)!.Ledger.IsInFlight("c000123-i1"));
        AssertEnded(Decider.BeginAttempt(ledger, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon + Attempt.RepeatedFor)!, ContactState.Failed, ContactRule.UsableChannel);
        var optedOut = Decider.OptOut(ledger, [ContactChannel.Sms], "sms_reply", Noon).Ledger;
        AssertEnded(Decider.BeginAttempt(optedOut, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon)!, ContactState.Blocked, ContactRule.UsableChannel);
        Assert.Equal(ContactState.Delivered, Decider.RecordOutcome(optedOut, "c000123-i1", ContactOutcome.Delivered, Noon).Ledger.Contacts[0].State);
    }

    [Fact]
    public void A_message_whose_answer_never_came_counts_as_one_for_all_others()
    {
        var ledger = Sent(Ledger.Of(Customer), Propose(), Noon, AttemptResult.Unconfirmed);
        ledger = Decider.EndAttempt(Decider.BeginAttempt(ledger, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon)!.Ledger, "c000123-i1", 2, AttemptResult.Unconfirmed, Policy, Noon).Ledger;
        var bySms = With(RiskLevel.Critical, l => l with { Channels = [ContactChannel.Sms, ContactChannel.Email], Approval = false });
        var escalation = Propose(RiskLevel.Critical, 2);

        var decision = Decide(ledger, policy: bySms with { Caps = new(7, 2, 7) }, proposal: escalation);
        Assert.Equal(new DecisionAction(DecisionKind.Send, ContactChannel.Email, null, null), decision.Record.Action);
        Assert.Equal((ContactState.Withdrawn, ContactRule.Escalation), (decision.Ledger.Contacts[0].State, decision.Ledger.Contacts[0].Rule));
        AssertEnded(Decide(ledger, policy: bySms with { Caps = new(7, 1, 7) }, proposal: escalation), ContactState.Blocked, ContactRule.ContactCap);
    }

    [Fact]
    public void What_did_not_arrive_goes_by_the_next_channel_and_never_again_by_the_same()
    {
        var ledger = Decider.FailDelivery(Sent(Ledger.Of(Customer), Propose(), Noon), "c000123-i1", ContactChannel.Sms, UndeliveredReason.Unreachable, Noon).Ledger;
        Assert.Equal(ContactState.Failed, ledger.Contacts[0].State);

        var decision = Decider.FallBack(ledger, "c000123-i1", Facts, Policy with { Caps = new(7, 1, 1) }, Policy.DailyBudget, Noon)!;

        Assert.Equal((ContactState.Sending, ContactChannel.Email, ContactChannel.Email), (decision.Contact.State, decision.Contact.Channel, decision.TakesBudget));
        Assert.Contains(decision.Record.Answers, a => a is { Rule: ContactRule.ChannelUsed, Channel: ContactChannel.Sms, Verdict: RuleVerdict.SkipChannel });
        Assert.Empty(Decider.FailDelivery(decision.Ledger, "c000123-i1", ContactChannel.Sms, UndeliveredReason.Other, Noon).Events);
        // Another contact of the episode finds the channel used, and the episode not yet served.
        var bySms = With(RiskLevel.Critical, l => l with { Channels = [ContactChannel.Sms], Approval = false, CoolDownDays = 100 });
        AssertEnded(Decide(ledger, policy: bySms, proposal: Propose(RiskLevel.Critical, 2)), ContactState.Blocked, ContactRule.UsableChannel);
    }

    [Fact]
    public void What_did_not_arrive_and_may_go_no_other_way_stays_failed_with_the_rule_until_a_person_sends_it_again()
    {
        var ledger = Decider.FailDelivery(Sent(Ledger.Of(Customer), Propose(), Noon), "c000123-i1", ContactChannel.Sms, UndeliveredReason.Other, Noon).Ledger;
        var optedOut = Decider.OptOut(ledger, [ContactChannel.Email, ContactChannel.Phone], "branch", Noon).Ledger;

        AssertEnded(Decider.FallBack(optedOut, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon)!, ContactState.Failed, ContactRule.UsableChannel);
        AssertEnded(Decider.Resend(optedOut, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon)!, ContactState.Failed, ContactRule.UsableChannel);
        AssertEnded(Decider.Resend(ledger, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon.AddYears(1))!, ContactState.Failed, ContactRule.Expiry);
        var resent = Decider.Resend(ledger, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon)!;
        Assert.Equal((ContactState.Sending, DecisionTrigger.Resent), (resent.Contact.State, resent.Record.Trigger));
        Assert.Equal(new LedgerEvent.ContactResent(Noon, "c000123-i1", "ana", LiftsRefusals: true), resent.Events[0]);
        Assert.Null(Decider.Resend(resent.Ledger, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon));
    }

    [Fact]
    public void What_is_in_doubt_is_not_sent_again_until_somebody_found_out_that_it_did_not_arrive()
    {
        var doubt = Sent(Ledger.Of(Customer), Propose(), Noon, AttemptResult.InDoubt);

        AssertEnded(Decider.Resend(doubt, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon)!, ContactState.Failed, ContactRule.UsableChannel);
        var found = Decider.FailDelivery(doubt, "c000123-i1", ContactChannel.Sms, UndeliveredReason.Other, Noon).Ledger;
        Assert.Equal(ContactChannel.Email, Decider.Resend(found, "c000123-i1", "ana", Facts, Policy, Policy.DailyBudget, Noon)!.Contact.Channel);
    }

    [Fact]
    public void An_address_that_is_nobodys_is_not_used_by_that_channel_until_it_is_another()
    {
        var ledger = Decider.FailDelivery(Sent(Ledger.Of(Customer), Propose(), Noon), "c000123-i1", ContactChannel.Sms, UndeliveredReason.BadAddress, Noon).Ledger;
        var next = Proposal.EpisodeIdOf(Customer, new DateOnly(2026, 3, 2));
        var facts = Facts with { OpenEpisodeId = next };
        var proposal = Propose(RiskLevel.High, 2, next);

        var decision = Decide(ledger, facts: facts, proposal: proposal);
        Assert.Equal(new RuleAnswer(ContactRule.Address, ContactChannel.Sms, "unusable", "yes", RuleVerdict.SkipChannel), decision.Record.Answers.Single(a => a.Rule == ContactRule.Address && a.Channel == ContactChannel.Sms));
        Assert.NotEqual(ContactChannel.Sms, decision.Contact.Channel);
        Assert.Equal(ContactChannel.Sms, Decide(ledger, facts: facts with { PhoneFingerprint = "p2" }, proposal: proposal).Contact.Channel);
    }

    [Fact]
    public void What_was_reported_to_have_arrived_did()
    {
        var delivered = Decider.RecordOutcome(Sent(Ledger.Of(Customer), Propose(), Noon), "c000123-i1", ContactOutcome.Delivered, Noon).Ledger;

        Assert.Empty(Decider.FailDelivery(delivered, "c000123-i1", ContactChannel.Sms, UndeliveredReason.Other, Noon).Events);
    }

    [Fact]
    public void A_doubt_is_never_repeated()
    {
        var ledger = Sent(Ledger.Of(Customer), Propose(), Noon, AttemptResult.InDoubt);

        Assert.Equal(ContactState.Failed, ledger.Contacts[0].State);
        Assert.Null(Decider.BeginAttempt(ledger, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon));
    }
}
