using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class SendingTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    [Fact]
    public async Task A_provider_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing()
    {
        await using var office = new Office(null, _sms);
        var contacts = new[] { office.Customers.Propose("c1"), office.Customers.Propose("c2") };
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("503", null));
        for (var minute = 0; minute < 60; minute++)
            await office.PassAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(_sms.Handed.Count, 10, 16);
        Assert.Equal("503", (await office.FindAsync(contacts[0])).LastError);

        var taken = new List<string>();
        _sms.Answer = message =>
        {
            taken.Add(message.IdempotencyKey);
            return Task.FromResult<SendResult>(new SendResult.Accepted("r"));
        };
        for (var minute = 0; minute < 90; minute++)
            await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(contacts.Select(c => $"{c}/sms").Order(), taken.Order());
        Assert.Equal(2, _sms.Handed.Select(m => m.IdempotencyKey).Distinct().Count());
        Assert.All(contacts, contact => Assert.Equal(ContactState.Sent, office.StateAsync(contact).GetAwaiter().GetResult().State));
    }

    [Fact]
    public async Task What_is_tried_again_is_the_same_under_any_policy()
    {
        await using var office = new Office(null, _sms);
        office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("timeout", null));
        await office.RunAsync();

        office.Serve(policy => policy with { Sender = policy.Sender with { ShortName = "New Bank" } });
        office.Customers.Propose("c2");
        await office.PassAsync(TimeSpan.FromMinutes(1));

        var (first, next, again) = (_sms.Handed[0], _sms.Handed.Single(m => m.CustomerId == "c2"), _sms.Handed.Last(m => m.CustomerId == "c1"));
        Assert.Equal((first.Text, first.IdempotencyKey, 2), (again.Text, again.IdempotencyKey, again.AttemptNo));
        Assert.Contains("New Bank", next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_day_it_is_a_dead_letter()
    {
        await using var office = new Office(policy => policy with { ContactHours = new(TimeOnly.MinValue, new TimeOnly(23, 59)) }, _sms);
        var contact = office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        for (var hour = 0; hour < 26; hour++)
            await office.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Sms, 10, TestContext.Current.CancellationToken));
        var handed = _sms.Handed.Count;
        await office.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(handed, _sms.Handed.Count);
    }

    [Fact]
    public async Task A_provider_says_when_it_wants_to_be_asked_again()
    {
        await using var office = new Office(null, _sms);
        office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("busy", TimeSpan.FromMinutes(30)));
        await office.RunAsync();

        await office.PassAsync(TimeSpan.FromMinutes(29));
        Assert.Single(_sms.Handed);
        await office.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _sms.Handed.Count);
    }

    [Fact]
    public async Task What_a_provider_took_without_an_answer_is_repeated_word_for_word_and_leaves_its_channel_used()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(policy => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Channels = [ContactChannel.Sms, ContactChannel.Email] }) }, _sms, email);
        var contact = office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer in time", TimeSpan.FromMinutes(10)));
        await office.RunAsync();
        await office.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Single(_sms.Handed);
        office.Customers.Profile = office.Customers.Profile! with { Name = "Bea" };
        await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((2, 1, 1), (_sms.Handed.Count, _sms.Handed.Select(m => m.IdempotencyKey).Distinct().Count(), _sms.Handed.Select(m => m.Text).Distinct().Count()));
        var escalated = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();

        Assert.Equal(2, _sms.Handed.Count);
        Assert.Equal(escalated, Assert.Single(email.Handed).ContactId);
        Assert.Equal((ContactState.Withdrawn, ContactRule.Escalation), await office.StateAsync(contact));
        await office.Desk.RecordOutcomeAsync(contact, ContactOutcome.Delivered, null, new("sms provider"), TestContext.Current.CancellationToken);
        Assert.Equal(ContactState.Delivered, (await office.StateAsync(contact)).State);
    }

    [Fact]
    public async Task While_a_provider_lets_one_customer_wait_others_and_other_channels_go_on()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        var slow = new TaskCompletionSource<SendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _sms.Answer = message => message.CustomerId == "c1" ? slow.Task : Task.FromResult<SendResult>(new SendResult.Accepted("r"));
        foreach (var customer in new[] { "c1", "c2", "c3" })
            office.Customers.Propose(customer);
        office.Customers.Propose("c4", RiskLevel.Medium);
        var round = office.RunAsync();
        await Eventually.HoldsAsync(() => _sms.Handed.Count == 3 && email.Handed.Count == 1);

        Assert.False(round.IsCompleted);
        slow.SetResult(new SendResult.Accepted("late"));
        await round;
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Sms, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_slow_provider_leaves_no_time_for_is_given_back_and_goes_in_the_next_round()
    {
        await using var office = new Office(null, _sms);
        _sms.Answer = _ =>
        {
            office.Clock.Advance(TimeSpan.FromSeconds(6));
            return Task.FromResult<SendResult>(new SendResult.Accepted("r"));
        };
        foreach (var customer in new[] { "c1", "c2", "c3" })
            office.Customers.Propose(customer);

        await office.RunAsync();
        Assert.Single(_sms.Handed);
        Assert.All(await office.Store.ReadOutboxAsync(ContactChannel.Sms, 10, TestContext.Current.CancellationToken), entry => Assert.Null(entry.LeasedUntil));
        await office.RunAsync();
        await office.RunAsync();
        Assert.Equal(["c1", "c2", "c3"], _sms.Handed.Select(m => m.CustomerId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_in_doubt_is_never_repeated(bool throws)
    {
        await using var office = new Office(null, _sms);
        var contact = office.Customers.Propose("c1");
        _sms.Answer = _ => throws ? throw new FormatException("what") : Task.FromResult<SendResult>(new SendResult.InDoubt("broke off"));
        await office.RunAsync();
        await office.PassAsync(TimeSpan.FromDays(1));

        Assert.Single(_sms.Handed);
        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
        Assert.Equal(throws ? "FormatException" : "broke off", (await office.FindAsync(contact)).LastError);
    }

    [Fact]
    public async Task A_hand_over_that_a_crash_cut_off_is_left_to_a_person()
    {
        await using var office = new Office(null, _sms);
        var contact = office.Customers.Propose("c1");
        var never = new TaskCompletionSource<SendResult>();
        _sms.Answer = _ => never.Task;
        var cut = office.RunAsync();
        Assert.False(cut.IsCompleted);

        office.Restart();
        await office.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(ContactState.Sending, (await office.StateAsync(contact)).State);
        await office.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(_sms.Handed);
        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
        never.SetResult(new SendResult.Accepted("late"));
        await cut;
        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
    }

    [Fact]
    public async Task An_opt_out_between_decision_and_hand_over_stops_it()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        var contact = office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        await office.RunAsync();

        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms], new("sms_reply"), TestContext.Current.CancellationToken);
        await office.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(_sms.Handed);
        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
        Assert.NotNull(email.Handed[0].Subject);
    }

    [Fact]
    public async Task What_went_another_way_since_it_was_claimed_is_not_handed_over_the_old_way()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, _sms, email);
        string[] contacts = [office.Customers.Propose("c1"), office.Customers.Propose("c2")];
        _sms.Answer = async message =>
        {
            // Both are claimed; the one whose turn comes next opts out.
            await office.Desk.OptOutAsync(message.CustomerId == "c1" ? "c2" : "c1", [ContactChannel.Sms], new("sms_reply"), TestContext.Current.CancellationToken);
            return new SendResult.Accepted("r");
        };
        await office.RunAsync();
        await office.PassAsync(TimeSpan.FromMinutes(6));

        var texted = Assert.Single(_sms.Handed).ContactId;
        var mailed = Assert.Single(email.Handed);
        Assert.Equal(contacts.Single(c => c != texted), mailed.ContactId);
        Assert.NotNull(mailed.Subject);
        Assert.Equal(ContactState.Sent, (await office.StateAsync(mailed.ContactId)).State);
    }
}
