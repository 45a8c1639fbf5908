using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class PeopleTests
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
        var approved = await office.ApproveAsync(contact, "m");
        Assert.Equal((ContactState.Sending, "m"), (approved!.Entry.State, approved.Entry.ApprovedBy));
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
    public async Task A_change_is_of_the_words_that_were_read()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(contact)).Message!;
        var (evesText, annsText) = ($"{read.Text} Take your time.", $"{read.Text} We are here to help.");
        await office.Desk.EditAsync(contact, "eve", read.Revision, null, evesText, Token);

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(contact, "ann", read.Revision, null, annsText, Token));
        Assert.Equal("eve changed the message meanwhile: read it again.", refused.Message);
        var eves = (await office.FindAsync(contact)).Message!;
        Assert.Equal(evesText, eves.Text);
        Assert.Equal(annsText, (await office.Desk.EditAsync(contact, "ann", eves.Revision, null, annsText, Token))!.Message!.Text);
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
    public async Task A_text_that_a_person_edited_stays_under_a_new_policy_only_where_it_holds_to_its_rules()
    {
        await using var office = new Office(WithApproval, _sms);
        string[] contacts = [office.Customers.Propose("c1"), office.Customers.Propose("c2")];
        await office.RunAsync();
        foreach (var contact in contacts)
            await office.Desk.EditAsync(contact, "m", null, null, (await office.FindAsync(contact)).Message!.Text.Replace("Hi Ana", "Dear Ana", StringComparison.Ordinal), Token);
        office.Serve(policy => policy with { RetryCallAfterHours = 5 });
        await ReadAndApproveAsync(contacts[0]);
        await office.RunAsync();
        Assert.StartsWith("Dear Ana", Assert.Single(_sms.Handed).Text, StringComparison.Ordinal);

        office.Serve(policy => policy with { Sender = policy.Sender with { OptOutWord = "END" } });
        await ReadAndApproveAsync(contacts[1]);

        var anew = await office.FindAsync(contacts[1]);
        Assert.Null(anew.EditedBy);
        Assert.EndsWith("END to opt out.", anew.Message!.Text, StringComparison.Ordinal);

        async Task ReadAndApproveAsync(string contact)
        {
            // Whoever read other words has not read those of the new policy.
            await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(contact, "m", "0123456789ab", Token));
            Assert.NotNull(await office.ApproveAsync(contact, "m"));
        }
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

    [Theory]
    [InlineData("Hello Ana, your risk score is high. Reply STOP.", "score")]
    [InlineData("Hello Ana, we can help. Call us.", "STOP")]
    public async Task An_edited_text_must_hold_to_the_rules(string text, string told)
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var before = (await office.FindAsync(contact)).Message;

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(contact, "m", null, null, text, Token));

        Assert.Contains(told, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, (await office.FindAsync(contact)).Message);
    }

    [Fact]
    public async Task A_subject_holds_no_forbidden_word_and_only_emails_have_one()
    {
        await using var office = new Office(WithApproval, _sms, new Provider(ContactChannel.Email));
        var (sms, email) = (office.Customers.Propose("c1"), office.Customers.Propose("c2", RiskLevel.Medium));
        await office.RunAsync();
        var (text, letter) = ((await office.FindAsync(sms)).Message!.Text, (await office.FindAsync(email)).Message!);

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(sms, "m", null, "Hello", text, Token));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(email, "m", null, "Your risk", letter.Text, Token));
        Assert.Equal("A word from us", (await office.Desk.EditAsync(email, "m", null, "A word from us", letter.Text, Token))!.Message!.Subject);
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

    [Fact]
    public async Task An_objection_stops_contact_until_its_review_is_closed()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        var review = await office.Desk.ObjectAsync("c1", "Why me?", null, Token);
        Assert.Equal((ContactState.Withdrawn, ContactRule.Objection), await office.StateAsync(contact));
        office.Customers.EpisodeOpenedOn = new(2026, 3, 2);
        var second = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        Assert.Equal((ContactState.Blocked, ContactRule.Objection), await office.StateAsync(second));

        Assert.Equal("explained", (await office.Desk.CloseObjectionAsync("c1", review.ObjectionId, "m", "explained", Token))!.Resolution);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.CloseObjectionAsync("c1", review.ObjectionId, "m", "again", Token));
        Assert.Null(await office.Desk.CloseObjectionAsync("c2", review.ObjectionId, "m", "not hers", Token));
        office.Customers.EpisodeOpenedOn = new(2026, 3, 3);
        var third = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        Assert.Equal(ContactState.AwaitingApproval, (await office.StateAsync(third)).State);
    }

    [Fact]
    public async Task A_suppression_ends_what_is_open_and_blocks_what_comes()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.SuppressAsync("c1", SuppressionReason.Bereaved, new("branch"), Token);

        Assert.Equal((ContactState.Blocked, ContactRule.Suppression), await office.StateAsync(contact));
        await office.Desk.UnsuppressAsync("c1", SuppressionReason.Bereaved, new("branch"), Token);
        Assert.Empty((await office.Store.LoadAsync("c1", Token)).Ledger.Suppressions);
    }

    [Fact]
    public async Task An_outcome_counts_once_and_an_opt_out_counts_at_once()
    {
        await using var office = new Office(null, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.Delivered, channel: null, new("provider"), Token);
        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.Delivered, channel: null, new("provider"), Token);
        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.OptedOut, channel: null, new("sms_reply"), Token);

        Assert.Equal(ContactState.Delivered, (await office.StateAsync(contact)).State);
        Assert.Equal(["Sent by sms", "Delivered by provider", "OptedOut by sms_reply"], await office.OutcomesAsync(contact));
        Assert.Equal(ContactChannel.Sms, Assert.Single((await office.Store.LoadAsync("c1", Token)).Ledger.OptOuts).Channel);
        var held = office.Customers.Propose("c2", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.RejectAsync(held, "m", "no", Token);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.RecordOutcomeAsync(held, ContactOutcome.Opened, channel: null, new("provider"), Token));
    }

    [Fact]
    public async Task An_answer_waits_for_somebody_and_counts_again_once_somebody_has_seen_to_it()
    {
        await using var office = new Office(null, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await TellAsync(ContactOutcome.FollowedUp));
        await TellAsync(ContactOutcome.Replied);
        await TellAsync(ContactOutcome.Replied);
        Assert.Equal(contact, Assert.Single(await office.Store.ReadAnswersAsync(10, Token)).ContactId);
        await TellAsync(ContactOutcome.FollowedUp);
        Assert.Empty(await office.Store.ReadAnswersAsync(10, Token));
        await TellAsync(ContactOutcome.Replied);
        Assert.Single(await office.Store.ReadAnswersAsync(10, Token));
        await TellAsync(ContactOutcome.FollowedUp);
        await TellAsync(ContactOutcome.FollowedUp);

        Assert.Empty(await office.Store.ReadAnswersAsync(10, Token));
        Assert.Equal(["Sent by sms", "Replied by app", "FollowedUp by app"], await office.OutcomesAsync(contact));
        var told = (await office.Store.ReadAuditAsync(contact, Token)).Count(entry => entry.Kind == "outcome");
        Assert.Equal(5, told);

        async Task TellAsync(ContactOutcome outcome)
        {
            await office.PassAsync(TimeSpan.FromMinutes(1));
            await office.Desk.RecordOutcomeAsync(contact, outcome, channel: null, new("app"), Token);
        }
    }

    [Fact]
    public async Task An_opt_out_holds_whenever_it_is_said()
    {
        await using var office = new Office(null, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.OptedOut, ContactChannel.Sms, new("sms_reply"), Token);
        await office.Desk.OptInAsync("c1", [ContactChannel.Sms], new("branch"), Token);
        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.OptedOut, ContactChannel.Sms, new("sms_reply"), Token);

        Assert.Equal(ContactChannel.Sms, Assert.Single((await office.Store.LoadAsync("c1", Token)).Ledger.OptOuts).Channel);
        Assert.Equal(["Sent by sms", "OptedOut by sms_reply"], await office.OutcomesAsync(contact));
    }

    [Fact]
    public async Task An_opt_out_holds_of_a_message_whose_answer_was_lost_and_of_one_that_went_another_way_since()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        var (lost, never) = (office.Customers.Propose("c1"), office.Customers.Propose("c2"));
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("timeout", null));
        email.Answer = _sms.Answer;
        await office.RunAsync();

        await office.Desk.RecordOutcomeAsync(lost, ContactOutcome.OptedOut, ContactChannel.Sms, new("sms_reply"), Token);
        Assert.Equal(ContactChannel.Email, (await office.FindAsync(lost)).Entry.Channel);
        await office.Desk.RecordOutcomeAsync(lost, ContactOutcome.OptedOut, ContactChannel.Sms, new("sms_reply"), Token);
        await office.Desk.RejectAsync(never, "m", "no", Token);
        await office.Desk.RecordOutcomeAsync(never, ContactOutcome.OptedOut, channel: null, new("branch"), Token);

        Assert.Equal([ContactChannel.Sms], (await office.Store.LoadAsync("c1", Token)).Ledger.OptOuts.Select(o => o.Channel));
        Assert.Equal([ContactChannel.Sms], (await office.Store.LoadAsync("c2", Token)).Ledger.OptOuts.Select(o => o.Channel));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.RecordOutcomeAsync(lost, ContactOutcome.Opened, ContactChannel.Sms, new("provider"), Token));
    }

    private static ContactPolicy WithApproval(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Approval = true }) };
}
