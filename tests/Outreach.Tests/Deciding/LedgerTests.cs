using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using static PreDelinquency.Outreach.Tests.Deciding.Samples;

namespace PreDelinquency.Outreach.Tests.Deciding;

public sealed class LedgerTests
{
    [Fact]
    public void An_event_about_what_the_ledger_does_not_have_is_refused()
    {
        var ledger = Ledger.Of(Customer);

        Assert.Throws<InvalidOperationException>(() => ledger.Apply(new LedgerEvent.ContactApproved(Noon, "x", "ana")));
        Assert.Throws<InvalidOperationException>(() => ledger.Apply(new LedgerEvent.AttemptBegun(Noon, "x", ContactChannel.Sms, 1)));
        Assert.Throws<InvalidOperationException>(() => Decider.EndAttempt(Decide().Ledger, "c000123-i1", 1, AttemptResult.Accepted, Policy, Noon));
    }

    [Fact]
    public void A_proposal_of_somebody_else_is_refused() =>
        Assert.Throws<ArgumentException>(() => Decide(Ledger.Of("c000124")));

    [Fact]
    public void What_is_said_twice_counts_once()
    {
        var ledger = Ledger.Of(Customer);
        var once = Decider.OptOut(ledger, [ContactChannel.Sms, ContactChannel.Sms], "sms_reply", Noon);

        Assert.Single(once.Events);
        Assert.Empty(Decider.OptOut(once.Ledger, [ContactChannel.Sms], "sms_reply", Noon).Events);
        Assert.Empty(Decider.OptIn(ledger, [ContactChannel.Sms], "branch", Noon).Events);
        Assert.Empty(Decider.CloseObjection(ledger, "o1", Noon).Events);
    }

    [Fact]
    public void An_objection_ends_what_is_not_on_its_way_and_leaves_what_is()
    {
        var sending = Decide().Ledger;
        var begun = Decider.BeginAttempt(sending, "c000123-i1", Facts, Policy, Policy.DailyBudget, Noon)!.Ledger;

        Assert.Equal((ContactState.Withdrawn, ContactRule.Objection), (Decider.RaiseObjection(sending, "o1", Noon).Ledger.Contacts[0].State, Decider.RaiseObjection(sending, "o1", Noon).Ledger.Contacts[0].Rule!.Value));
        Assert.Equal(ContactState.Sending, Decider.RaiseObjection(begun, "o1", Noon).Ledger.Contacts[0].State);
    }

    [Fact]
    public void A_ledger_is_written_in_plain_json()
    {
        var json = JsonSerializer.Serialize(Sent(Ledger.Of(Customer), Propose(RiskLevel.Medium), Noon), OutreachJson.Options);

        Assert.Contains("\"state\":\"sent\"", json, StringComparison.Ordinal);
        Assert.Contains("\"channel\":\"email\",\"number\":1,\"at\":\"2026-03-02T11:00:00+00:00\",\"result\":\"accepted\"", json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Ledger>(json.Replace("\"opt_outs\"", "\"opt_ins\"", StringComparison.Ordinal), OutreachJson.Options));
    }
}
