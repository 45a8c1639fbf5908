using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Contacts that wait for a person: approved, rejected, or left until they are over.</summary>
public sealed class ApprovalTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_that_needs_approval_goes_as_a_person_edited_and_approved_it()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var waiting = await office.FindAsync(contact);
        Assert.Equal(ContactState.AwaitingApproval, waiting.Entry.State);
        var text = waiting.Message!.Text.Replace("Hello", "Dear", StringComparison.Ordinal).Replace("Hi", "Dear", StringComparison.Ordinal);

        await office.Desk.EditAsync(contact, "m", null, null, text, Token);
        Assert.Empty(_sms.Handed);
        var approved = await office.ApproveAsync(contact, "ann");
        Assert.Equal((ContactState.Sending, "ann"), (approved!.Entry.State, approved.Entry.ApprovedBy));
        await office.RunAsync();

        Assert.Equal(text, Assert.Single(_sms.Handed).Text);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.ApproveAsync(contact, "m"));
        Assert.Null(await office.Desk.ApproveAsync("nobody-i1", "m", waiting.Message.Revision, Token));
    }

    [Fact]
    public async Task An_approval_is_of_the_words_that_were_read()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(contact)).Message!;
        await office.Desk.EditAsync(contact, "eve", null, null, read.Text.Replace("Hello", "Dear", StringComparison.Ordinal).Replace("Hi", "Dear", StringComparison.Ordinal), Token);

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(contact, "ann", read.Revision, Token));
        await office.RunAsync();
        Assert.Empty(_sms.Handed);
        await office.ApproveAsync(contact, "ann");
        await office.RunAsync();
        Assert.StartsWith("Dear", Assert.Single(_sms.Handed).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_is_of_a_channel_and_another_one_waits_for_approval_again()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(WithApproval, _sms, email);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        await office.ApproveAsync(contact, "ann");
        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms], new("sms_reply"), Token);
        await office.RunAsync();

        Assert.Equal((ContactState.AwaitingApproval, ContactChannel.Email), ((await office.StateAsync(contact)).State, (await office.FindAsync(contact)).Message!.Channel));
        Assert.Empty(_sms.Handed);
        Assert.Empty(email.Handed);
        await office.ApproveAsync(contact, "ann");
        await office.RunAsync();
        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
    }

    [Fact]
    public async Task Words_that_a_new_policy_leaves_as_they_were_read_are_approved_at_once_and_others_read_again()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(contact)).Message!.Revision;

        office.Serve(policy => policy with { Sender = policy.Sender with { OptOutWord = "END" } });
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(contact, "m", read, Token));
        read = (await office.FindAsync(contact)).Message!.Revision;
        office.Serve(policy => policy with { RetryCallAfterHours = 5 });

        Assert.Equal("m", (await office.Desk.ApproveAsync(contact, "m", read, Token))!.Entry.ApprovedBy);
    }

    [Fact]
    public async Task A_contact_tells_the_zone_by_which_hours_count()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var waiting = await office.FindAsync(contact);
        await office.Desk.RejectAsync(contact, "ann", "was at the branch", Token);

        // What asks no rule does not know the customer, and leaves the zone as it is.
        Assert.NotNull(waiting.TimeZone);
        Assert.Equal(waiting.TimeZone, (await office.FindAsync(contact)).TimeZone);
    }

    [Fact]
    public async Task A_rejected_contact_is_withdrawn_for_good()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.RejectAsync(contact, "m", "spoke to her", Token);
        await office.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal((ContactState.Withdrawn, ContactRule.Rejection), await office.StateAsync(contact));
        Assert.Empty(_sms.Handed);
        Assert.Contains("spoke to her", Assert.Single(await office.Store.ReadAuditAsync(contact, Token), e => e.Kind == "contact_rejected").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_people_is_withdrawn_where_its_episode_ends()
    {
        await using var office = new Office(policy => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Approval = l.Key == RiskLevel.High }) }, _sms);
        var (waiting, call, claimed) = (office.Customers.Propose("c1"), office.Customers.Propose("c2", RiskLevel.Critical), office.Customers.Propose("c3", RiskLevel.Critical));
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(claimed, "ann", Token);

        office.Customers.EpisodeOpenedOn = null;
        await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ContactState.Withdrawn, ContactRule.OpenEpisode), await office.StateAsync(waiting));
        Assert.Equal((ContactState.Withdrawn, ContactRule.OpenEpisode), await office.StateAsync(call));
        Assert.Equal(ContactState.Sending, (await office.StateAsync(claimed)).State);
        Assert.Equal(claimed, Assert.Single(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token)).ContactId);
    }

    [Fact]
    public async Task Nobody_approves_in_time_and_it_expires()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.PassAsync(TimeSpan.FromHours(96));

        Assert.Equal((ContactState.Expired, ContactRule.Expiry), await office.StateAsync(contact));
    }

    private static ContactPolicy WithApproval(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Approval = true }) };
}
