using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>What customers say, and what the bank knows of them.</summary>
public sealed class CustomerWordTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
