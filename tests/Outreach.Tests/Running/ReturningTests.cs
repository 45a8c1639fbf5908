using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class ReturningTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    [Fact]
    public async Task What_did_not_arrive_goes_by_the_next_channel_and_fails_where_there_is_none()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.NoteUndeliveredAsync(contact, ContactChannel.Sms, UndeliveredReason.BadAddress, new("sms provider"), TestContext.Current.CancellationToken);
        Assert.Equal("undelivered: bad_address", (await office.FindAsync(contact)).LastError);
        await office.RunAsync();
        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
        await office.Desk.NoteUndeliveredAsync(contact, ContactChannel.Sms, UndeliveredReason.BadAddress, new("sms provider"), TestContext.Current.CancellationToken);
        Assert.Equal(ContactState.Sent, (await office.StateAsync(contact)).State);
        await office.Desk.NoteUndeliveredAsync(contact, ContactChannel.Email, UndeliveredReason.Filtered, new("email provider"), TestContext.Current.CancellationToken);

        Assert.Equal(["Sent by sms", "Undelivered by sms provider"], (await office.OutcomesAsync(contact)).Order());
        Assert.NotEmpty((await office.Store.LoadAsync("c1", TestContext.Current.CancellationToken)).Ledger.UnusableAddresses);
        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(contact));
    }

    [Fact]
    public async Task What_a_provider_refuses_goes_by_the_next_channel_and_to_the_same_one_only_when_a_person_says_so()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Refused("HTTP 422"));
        email.Answer = _ => Task.FromResult<SendResult>(new SendResult.Refused("SMTP 550 5.1.1"));
        var contact = office.Customers.Propose("c1");
        await office.PassAsync(TimeSpan.FromMinutes(1));
        await office.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal([contact], _sms.Handed.Select(m => m.ContactId));
        Assert.Equal([contact], email.Handed.Select(m => m.ContactId));
        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(contact));
        Assert.Equal("SMTP 550 5.1.1", (await office.FindAsync(contact)).LastError);
        Assert.Empty((await office.Store.LoadAsync("c1", TestContext.Current.CancellationToken)).Ledger.UnusableAddresses);

        _sms.Answer = message => Task.FromResult<SendResult>(new SendResult.Accepted("ref"));
        await office.Desk.ResendAsync(contact, "ana", TestContext.Current.CancellationToken);
        await office.RunAsync();

        Assert.Equal((2, 1), (_sms.Handed.Count, email.Handed.Count));
        Assert.Equal(ContactState.Sent, (await office.StateAsync(contact)).State);
        Assert.Equal(["Sent by sms"], await office.OutcomesAsync(contact));
    }

    [Fact]
    public async Task A_refused_message_waits_for_nobody_where_the_customer_can_be_reached_another_way()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Refused("HTTP 400"));
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        await office.RunAsync();

        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
        Assert.Equal(ContactState.Sent, (await office.StateAsync(contact)).State);
        Assert.Equal(["Sent by email"], await office.OutcomesAsync(contact));
    }

    [Fact]
    public async Task A_person_sends_a_dead_letter_again()
    {
        await using var office = new Office(policy => policy with { ContactHours = new(TimeOnly.MinValue, new TimeOnly(23, 59)) }, _sms);
        var contact = office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        for (var hour = 0; hour < 26; hour++)
            await office.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
        _sms.Answer = message => Task.FromResult<SendResult>(new SendResult.Accepted($"late-{message.ContactId}"));

        await office.Desk.ResendAsync(contact, "ana", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ResendAsync(contact, "ana", TestContext.Current.CancellationToken));
        await office.RunAsync();

        Assert.Equal(ContactState.Sent, (await office.StateAsync(contact)).State);
        Assert.Equal($"late-{contact}", (await office.FindAsync(contact)).Reference);
        Assert.Contains(await office.Store.ReadAuditAsync(contact, TestContext.Current.CancellationToken), e => e.Kind == "contact_resent" && e.Body!.Contains("ana", StringComparison.Ordinal));
        Assert.Null(await office.Desk.ResendAsync("c9-i9", "ana", TestContext.Current.CancellationToken));
    }
}
