using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;

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
}
