using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>What is asked of a provider again under the same key is what it was asked before: the same words, to the same address.</summary>
public sealed class RepetitionTests
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private readonly Provider _sms = new(ContactChannel.Sms);
    private readonly Provider _email = new(ContactChannel.Email);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<SendResult> Repeated => [new SendResult.Unavailable("down", null), new SendResult.Unconfirmed("no answer", null)];

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task Another_policy_changes_no_word_of_it(SendResult first)
    {
        await using var office = new Office(null, _sms, _email);
        _sms.Answer = _ => Task.FromResult(first);
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        office.Serve(policy => policy with { Sender = policy.Sender with { Bank = "New Bank", ShortName = "New Bank" } });

        await office.PassAsync(Retry);

        Assert.Equal(2, _sms.Handed.Count);
        Assert.Equal(_sms.Handed[0].Text, _sms.Handed[1].Text);
        Assert.Equal(_sms.Handed[0].Text, (await office.FindAsync(id)).Message!.Text);
    }

    [Fact]
    public async Task What_may_have_reached_the_former_number_goes_to_no_other_and_by_no_other_channel()
    {
        await using var office = new Office(null, _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        office.Customers.Profile = office.Customers.Profile! with { Phone = "+34600000001" };

        await office.PassAsync(Retry);

        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(id));
        Assert.Equal((1, 0), (_sms.Handed.Count, _email.Handed.Count));
    }

    [Theory]
    [InlineData("08:00-21:00")]
    [InlineData("00:00-23:59")]
    public async Task What_is_unconfirmed_is_repeated_for_a_day_and_then_left_to_a_person_who_cannot_send_it_either(string hours)
    {
        await using var office = new Office(policy => policy with { ContactHours = ContactHours.Parse(hours) }, _sms, _email);
        var times = new List<DateTimeOffset>();
        _sms.Answer = _ =>
        {
            times.Add(office.Clock.GetUtcNow());
            return Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        };
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        for (var i = 0; i < 56; i++)
            await office.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(ContactState.Failed, (await office.StateAsync(id)).State);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromHours(22), Attempt.RepeatedFor);
        var handed = times.Count;
        await office.Desk.ResendAsync(id, "ann", Token);
        await office.PassAsync(Retry);

        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(id));
        Assert.Equal((handed, 0), (times.Count, _email.Handed.Count));
    }

    [Fact]
    public async Task A_night_begins_no_new_day_of_patience()
    {
        await using var office = new Office(null, _sms);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        var before = await office.Store.ReadOutboxAsync(id, Token);
        for (var i = 0; i < 44; i++)
            await office.PassAsync(TimeSpan.FromMinutes(30));

        var (after, tries) = (await office.Store.ReadOutboxAsync(id, Token), _sms.Handed.Count);
        Assert.Equal(tries, after!.Tries);
        Assert.Equal(before!.Since, after.Since, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 6; i++)
            await office.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(ContactState.Failed, (await office.StateAsync(id)).State);

        // A person gives it another day.
        await office.Desk.ResendAsync(id, "ann", Token);
        await office.RunAsync();
        Assert.Equal(1, (await office.Store.ReadOutboxAsync(id, Token))!.Tries);
    }

    [Fact]
    public async Task What_may_have_gone_when_its_time_is_over_is_left_to_a_person()
    {
        await using var office = new Office(policy => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { ExpiresAfterHours = 2 }) }, _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal((ContactState.Failed, ContactRule.Expiry), await office.StateAsync(id));
        Assert.Equal((1, 0), (_sms.Handed.Count, _email.Handed.Count));
    }

    [Fact]
    public async Task What_was_not_taken_for_the_former_number_goes_by_the_next_channel()
    {
        await using var office = new Office(null, _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        office.Customers.Profile = office.Customers.Profile! with { Phone = "+34600000001" };

        await office.PassAsync(Retry);
        await office.RunAsync();

        Assert.Equal(ContactState.Sent, (await office.StateAsync(id)).State);
        Assert.Equal((1, 1), (_sms.Handed.Count, _email.Handed.Count));
    }

    [Fact]
    public async Task What_was_not_taken_for_the_former_number_and_can_go_no_other_way_is_sent_to_the_new_one_by_a_person()
    {
        await using var office = new Office(null, _sms);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        office.Customers.Profile = office.Customers.Profile! with { Phone = "+34600000001" };
        await office.PassAsync(Retry);
        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(id));
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Accepted("r"));

        await office.Desk.ResendAsync(id, "ann", Token);
        await office.RunAsync();

        Assert.Equal(ContactState.Sent, (await office.StateAsync(id)).State);
        Assert.Equal(["+34600000000", "+34600000001"], _sms.Handed.Select(handed => handed.Address));
    }

    /// <summary>For the other channel it was put into words anew, and the former ones are not kept.</summary>
    [Fact]
    public async Task What_went_on_by_another_channel_comes_back_to_the_first_where_a_person_sends_it_again()
    {
        await using var office = new Office(null, _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        _email.Answer = _sms.Answer;
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        Agree(sms: false, email: true);
        await office.PassAsync(Retry);
        await office.RunAsync();
        Assert.Equal((1, 1), (_sms.Handed.Count, _email.Handed.Count));
        office.Serve(policy => policy with { Sender = policy.Sender with { Bank = "New Bank", ShortName = "New Bank" } });
        Agree(sms: true, email: false);

        await office.PassAsync(Retry);
        await office.RunAsync();

        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(id));
        Assert.Single(_sms.Handed);
        await office.Desk.ResendAsync(id, "ann", Token);
        await office.RunAsync();
        Assert.Contains("New Bank", _sms.Handed[^1].Text, StringComparison.Ordinal);

        void Agree(bool sms, bool email) => office.Customers.Profile = office.Customers.Profile! with { Consents = new() { Sms = sms, Email = email, Phone = true } };
    }

    [Fact]
    public async Task What_a_provider_that_is_left_alone_was_not_asked_for_goes_to_the_new_number()
    {
        await using var office = new Office(null, _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("left alone", null) { WasAsked = false });
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        office.Customers.Profile = office.Customers.Profile! with { Phone = "+34600000001" };
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Accepted("r"));

        await office.PassAsync(Retry);

        Assert.Equal(ContactState.Sent, (await office.StateAsync(id)).State);
        Assert.Equal(("+34600000001", 0), (_sms.Handed[^1].Address, _email.Handed.Count));
    }

    [Fact]
    public async Task Nobody_edits_what_a_provider_was_asked_before()
    {
        await using var office = new Office(policy => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = level.Key == RiskLevel.High }) }, _sms);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        var message = (await office.FindAsync(id)).Message!;
        await office.Desk.ApproveAsync(id, "ann", message.Revision, Token);
        await office.RunAsync();
        // Another policy asks for approval anew.
        office.Serve(policy => policy with { Name = "other" });
        await office.PassAsync(Retry);
        Assert.Equal(ContactState.AwaitingApproval, (await office.StateAsync(id)).State);

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(id, "bob", message.Revision, null, message.Text.Replace("Hi", "Hello", StringComparison.Ordinal), Token));

        Assert.Contains("in these words", refused.Message, StringComparison.Ordinal);
        await office.Desk.ApproveAsync(id, "ann", message.Revision, Token);
        await office.PassAsync(Retry);
        Assert.Equal([message.Text, message.Text], _sms.Handed.Select(handed => handed.Text));
    }
}
