using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>What cannot be read of one customer keeps nobody else waiting.</summary>
public sealed class DamageTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    [Theory]
    [InlineData("UPDATE outreach_contacts SET message = CAST(x'00000001' || randomblob(100) AS BLOB) WHERE customer_id = 'c1'")]
    [InlineData("UPDATE outreach_contacts SET message = x'01' WHERE customer_id = 'c1'")]
    [InlineData("UPDATE outreach_contacts SET message = CAST(x'00000009' || substr(message, 5) AS BLOB) WHERE customer_id = 'c1'")]
    public async Task A_message_that_cannot_be_read_fails_its_contact_and_no_other(string damage)
    {
        await using var office = new Office(null, _sms);
        var contacts = await LeaveInOutboxAsync(office);

        office.Tamper(damage);
        await office.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal([contacts[1]], _sms.Handed.Select(message => message.ContactId));
        var failed = await office.FindAsync(contacts[0]);
        Assert.Equal((ContactState.Failed, "its message cannot be read"), (failed.Entry.State, failed.LastError));
        Assert.Equal(ContactState.Sent, (await office.StateAsync(contacts[1])).State);
        await PassUntilPaidAsync(office);
        Assert.NotNull((await office.FindAsync(contacts[0])).PaymentOutcome);
    }

    [Theory]
    [InlineData("UPDATE outreach_customer_keys SET wrapped = randomblob(60) WHERE customer_id = 'c1'")]
    [InlineData("UPDATE outreach_ledgers SET ledger = '{' WHERE customer_id = 'c1'")]
    public async Task A_customer_whose_key_or_ledger_is_damaged_is_passed_over(string damage)
    {
        await using var office = new Office(null, _sms);
        var contacts = await LeaveInOutboxAsync(office);

        office.Tamper(damage);
        office.Customers.Propose("c1");
        var later = office.Customers.Propose("c3");
        await office.PassAsync(TimeSpan.FromMinutes(2));
        await PassUntilPaidAsync(office);

        Assert.Equal([contacts[1], later], _sms.Handed.Select(message => message.ContactId).Order());
        Assert.NotNull((await office.FindAsync(later)).PaymentOutcome);
    }

    private static async Task PassUntilPaidAsync(Office office)
    {
        // The books go on.
        office.Payments.Missed.Add(new("c9", Category.Rent, new(2026, 5, 20), new(2026, 5, 24), Money.FromDecimal(500)));
        for (var day = 0; day <= PaymentOutcomes.WatchedDays + PaymentOutcomes.GraceDays + 1; day++)
            await office.PassAsync(TimeSpan.FromDays(1));
    }

    private async Task<string[]> LeaveInOutboxAsync(Office office)
    {
        string[] contacts = [office.Customers.Propose("c1"), office.Customers.Propose("c2")];
        var answer = _sms.Answer;
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("503", null));
        await office.RunAsync();
        _sms.Forget();
        _sms.Answer = answer;
        return contacts;
    }
}
