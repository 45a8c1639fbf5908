using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class LedgerVerificationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE outreach_ledgers SET ledger = json_set(ledger, '$.opt_outs', json('[]')) WHERE customer_id = 'c1'", "ledger of c1")]
    [InlineData("UPDATE outreach_ledgers SET ledger = json_set(ledger, '$.attempts', json('[]')) WHERE customer_id = 'c2'", "ledger of c2")]
    [InlineData("DELETE FROM outreach_ledgers WHERE customer_id = 'c2'", "ledger of c2")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.payment_outcome', 'paid_on_time') WHERE contact_id = 'c1-i1'", "outcomes of c1-i1")]
    [InlineData("INSERT INTO outreach_outcomes VALUES ('c2-i2', 4, 0, 'nobody')", "outcomes of c2-i2")]
    [InlineData("DELETE FROM outreach_outcomes WHERE contact_id = 'c2-i2'", "outcomes of c2-i2")]
    [InlineData("DELETE FROM outreach_contacts WHERE contact_id = 'c2-i2'", "c2-i2 is gone")]
    [InlineData("UPDATE outreach_customer_keys SET wrapped = NULL WHERE customer_id = 'c1'", "cannot be read")]
    public async Task A_ledger_or_an_outcome_that_was_changed_behind_the_log_is_found(string change, string found)
    {
        await using var office = new Office(null, new Provider(ContactChannel.Sms));
        office.Customers.Propose("c1");
        office.Customers.Propose("c2");
        await office.RunAsync();
        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms], new("branch"), Token);
        Assert.Null(await new LedgerVerification(office.Store).RunAsync(Token));

        office.Tamper(change);

        Assert.Contains(found, await new LedgerVerification(office.Store).RunAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM outreach_contacts WHERE contact_id = '{held_out}'", "is gone, of which the log tells")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.in_holdout', json('false')) WHERE contact_id = '{held_out}'", "the assignment of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.holdout_draw', 0.9) WHERE contact_id = '{held_out}'", "the assignment of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.is_eligible', json('false')) WHERE contact_id = '{held_out}'", "the assignment of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.intended_template_id', 'en/other') WHERE contact_id = '{sent}'", "the assignment of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.entry.state', 'delivered') WHERE contact_id = '{sent}'", "the state of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.entry.proposal.probability', 0.1) WHERE contact_id = '{sent}'", "the state of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_set(contact, '$.sent', json('[]')) WHERE contact_id = '{sent}'", "what was sent of")]
    [InlineData("UPDATE outreach_contacts SET contact = json_remove(contact, '$.sent') WHERE contact_id = '{sent}'", "what was sent of")]
    [InlineData("INSERT INTO outreach_contacts SELECT 'c0-i99', sequence, customer_id, state, channel, priority, probability, proposed_ms, due_ms, payment_outcome, replace(contact, '{sent}', 'c0-i99'), NULL FROM outreach_contacts WHERE contact_id = '{sent}'", "c0-i99 is in the store")]
    [InlineData("UPDATE outreach_contacts SET sequence = sequence + 1000 WHERE contact_id = '{sent}'", "cannot be read")]
    [InlineData("UPDATE outreach_ledgers SET ledger = '{' WHERE customer_id = 'c1'", "the ledger of c1 is damaged")]
    [InlineData("UPDATE outreach_outcomes SET at_ms = at_ms + 1 WHERE contact_id = '{sent}'", "the outcomes of")]
    [InlineData("UPDATE outreach_outcomes SET source = 'nobody' WHERE contact_id = '{sent}'", "the outcomes of")]
    [InlineData("DELETE FROM outreach_opt_outs", "the list of opt-outs is not what the log tells of c1")]
    [InlineData("INSERT INTO outreach_opt_outs VALUES ('c99', 1, 0, 'nobody')", "the list of opt-outs is not what the log tells of c99")]
    [InlineData("DELETE FROM outreach_objections", "the objection c2-o")]
    [InlineData("UPDATE outreach_policies SET change = json_set(change, '$.proposed_by', 'eve')", "policy other-1")]
    [InlineData("DELETE FROM outreach_policies", "policy other-1")]
    [InlineData("UPDATE outreach_budgets SET used = 0", "the budget of 2026-03-02")]
    [InlineData("UPDATE outreach_budgets SET used = used + 1", "the budget of 2026-03-02")]
    [InlineData("INSERT INTO outreach_ledgers SELECT 'c99', 1, replace(ledger, 'c1', 'c99') FROM outreach_ledgers WHERE customer_id = 'c1'", "c99 has a ledger")]
    public async Task So_is_what_effects_and_lists_go_by(string change, string found)
    {
        await using var office = new Office(HalfHeldOut, new Provider(ContactChannel.Sms));
        for (var i = 0; i < 10; i++)
            office.Customers.Propose($"c{i}");
        await office.RunAsync();
        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms], new("branch"), Token);
        await office.Desk.ObjectAsync("c2", "I object.", by: null, Token);
        await office.Store.PutPolicyChangeAsync(
            new PolicyChange { Version = "other-1", State = PolicyChangeState.Proposed, ProposedBy = "ana", ProposedAt = Office.Noon }, expected: null, inForce: null,
            AuditDrafts.Of(Office.Noon, AuditDrafts.PolicyProposed, null, null, new { version = "other-1", by = "ana" }), Token);
        Assert.Null(await new LedgerVerification(office.Store).RunAsync(Token));
        var contacts = await office.Store.ReadContactsAsync(new ContactFilter(), 100, Token);
        var (heldOut, sent) = (contacts.First(contact => contact.InHoldout), contacts.First(contact => contact.Entry.State == ContactState.Sent));

        office.Tamper(change.Replace("{held_out}", heldOut.ContactId, StringComparison.Ordinal).Replace("{sent}", sent.ContactId, StringComparison.Ordinal));

        Assert.Contains(found, await new LedgerVerification(office.Store).RunAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_contacts_of_before_the_log_told_assignments_the_first_decision_tells_the_draw()
    {
        await using var office = new Office(HalfHeldOut, new Provider(ContactChannel.Sms));
        office.Customers.Propose("c1");
        await office.RunAsync();
        var log = new LogReplay();
        foreach (var entry in await office.Store.ReadAuditAsync(0, 1000, opensBodies: true, Token))
        {
            if (entry.Kind != AuditDrafts.Assignment)
                log.Read(entry);
        }

        var contact = await office.FindAsync("c1-i1");
        Assert.Null(await FaultOfAsync(contact));
        Assert.Null(await FaultOfAsync(contact with { Sent = null }));
        Assert.Contains("assignment", await FaultOfAsync(contact with { HoldoutDraw = 0.123 }), StringComparison.Ordinal);
        Assert.Contains("assignment", await FaultOfAsync(contact with { InHoldout = !contact.InHoldout }), StringComparison.Ordinal);
        Assert.Contains("assignment", await FaultOfAsync(contact with { HoldoutShare = 0.1 }), StringComparison.Ordinal);

        async Task<string?> FaultOfAsync(ContactRecord stored) => log.Customers["c1"].Contacts["c1-i1"].FaultOf(stored, await office.Store.ReadOutcomesAsync("c1-i1", Token));
    }

    [Fact]
    public async Task Of_a_customer_who_was_erased_counts_what_came_after()
    {
        await using var office = new Office(null, new Provider(ContactChannel.Sms));
        office.Customers.Propose("c1");
        await office.RunAsync();
        await office.Store.EraseAsync(new ErasureOrder("c1", "officer", ErasureReason.Objection, Office.Noon), Token);
        Assert.Null(await new LedgerVerification(office.Store).RunAsync(Token));

        office.Customers.Propose("c1");
        await office.RunAsync();

        Assert.Null(await new LedgerVerification(office.Store).RunAsync(Token));
    }

    private static ContactPolicy HalfHeldOut(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { HoldoutPercent = 50 }) };
}
