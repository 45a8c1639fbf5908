using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class OutreachRoundTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proposal_is_decided_rendered_handed_over_and_told()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(null, sms);
        var contact = office.Customers.Propose("c1");

        await office.RunAsync();
        await office.RunAsync();

        var message = Assert.Single(sms.Handed);
        Assert.Equal(("+34600000000", $"{contact}/sms", 1), (message.Address, message.IdempotencyKey, message.AttemptNo));
        Assert.Contains("Ana", message.Text, StringComparison.Ordinal);
        // 21:00 in Madrid.
        Assert.Equal(Office.Noon.AddHours(9), message.NotAfter, TimeSpan.FromSeconds(1));
        var found = await office.FindAsync(contact);
        Assert.Equal((ContactState.Sent, $"ref-{contact}", false), (found.Entry.State, found.Reference, found.DryRun));
        Assert.Equal(["Sent by sms"], await office.OutcomesAsync(contact));
        Assert.Equal([ContactState.Sending, ContactState.Sending, ContactState.Sent], office.Heard.Select(c => c.Entry.State));
        Assert.Equal(1, await office.Store.ReadPositionAsync(Token));
        Assert.Equal(["decision", "contact_opened", "contact_moved", "assignment", "decision", "attempt_begun", "attempt_ended", "contact_moved", "outcome"], (await office.Store.ReadAuditAsync(contact, Token)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_dry_run_renders_and_records_and_hands_nothing_over()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(policy => policy with { Mode = OutreachMode.DryRun }, sms);
        var contact = office.Customers.Propose("c1");
        var call = office.Customers.Propose("c2", RiskLevel.Critical);

        await office.RunAsync();

        Assert.Empty(sms.Handed);
        Assert.True((await office.FindAsync(contact)).DryRun);
        Assert.Contains("Ana", (await office.FindAsync(contact)).Message!.Text, StringComparison.Ordinal);
        Assert.Equal(["Sent by dry_run"], await office.OutcomesAsync(contact));
        Assert.Equal(["Sent by dry_run"], await office.OutcomesAsync(call));
    }

    [Fact]
    public async Task A_channel_that_nobody_carries_gives_way_to_the_next_and_calls_wait_for_people()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(null, email);
        var contact = office.Customers.Propose("c1");
        var call = office.Customers.Propose("c2", RiskLevel.Critical);

        await office.RunAsync();

        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
        Assert.Equal(["Sent by email"], await office.OutcomesAsync(contact));
        Assert.Equal(ContactChannel.Email, (await office.FindAsync(contact)).IntendedChannel);
        Assert.Equal(ContactState.Sending, (await office.StateAsync(call)).State);
        Assert.Equal(call, Assert.Single(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token)).ContactId);
    }

    [Fact]
    public async Task What_a_carrier_left_behind_goes_by_the_next_channel()
    {
        var (sms, email) = (new Provider(ContactChannel.Sms), new Provider(ContactChannel.Email));
        await using var office = new Office(null, sms, email);
        sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        office.Restart(email);
        await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(contact, Assert.Single(email.Handed).ContactId);
        Assert.Equal((ContactState.Sent, ContactChannel.Email), ((await office.FindAsync(contact)).Entry.State, (await office.FindAsync(contact)).Entry.Channel));
    }

    [Fact]
    public async Task At_night_it_waits_for_the_morning_where_the_customer_is()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(null, sms);
        office.Customers.Present += TimeSpan.FromHours(10);
        var contact = office.Customers.Propose("c1");

        await office.RunAsync();
        Assert.Equal((ContactState.Waiting, ContactRule.ContactHours), await office.StateAsync(contact));
        await office.PassAsync(TimeSpan.FromHours(9.99));
        Assert.Empty(sms.Handed);
        await office.PassAsync(TimeSpan.FromHours(0.02));

        Assert.Single(sms.Handed);
    }

    [Fact]
    public async Task An_opt_out_counts_for_what_has_not_gone()
    {
        var (sms, email) = (new Provider(ContactChannel.Sms), new Provider(ContactChannel.Email));
        await using var office = new Office(null, sms, email);
        office.Customers.Present += TimeSpan.FromHours(10);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();

        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms, ContactChannel.Email], new("branch"), Token);
        Assert.Equal((ContactState.Blocked, ContactRule.UsableChannel), await office.StateAsync(contact));
        await office.PassAsync(TimeSpan.FromHours(12));

        Assert.Empty(sms.Handed.Concat(email.Handed));
    }

    [Fact]
    public async Task Nothing_is_decided_twice_after_a_restart()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(null, sms);
        office.Customers.Propose("c1");
        await office.RunAsync();
        var before = await office.Store.ReadAuditAsync(0, 1000, opensBodies: false, Token);

        office.Restart();
        await office.RunAsync();

        Assert.Single(sms.Handed);
        // What it decides by is told at each start.
        var after = await office.Store.ReadAuditAsync(before.Count, 1000, opensBodies: false, Token);
        Assert.All(after, entry => Assert.Null(entry.ContactId));
    }

    [Fact]
    public async Task What_lapsed_and_whoever_cannot_be_read_keep_nobody_waiting()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(null, sms);
        office.Customers.Damaged = "c2";
        var lapsed = office.Customers.Propose("c1", status: InterventionStatus.Lapsed);
        office.Customers.Propose("c2");
        var contact = office.Customers.Propose("c3");

        await office.RunAsync();

        Assert.Equal(contact, Assert.Single(sms.Handed).ContactId);
        Assert.Null(await office.Store.FindContactAsync(lapsed, Token));
        Assert.Equal(3, await office.Store.ReadPositionAsync(Token));
    }

    [Fact]
    public async Task What_became_of_the_payment_is_noted_for_all_sent_or_not()
    {
        await using var office = new Office(policy => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { HoldoutPercent = 50 }) });
        var contacts = Enumerable.Range(1, 20).Select(n => office.Customers.Propose($"c{n}")).ToList();
        await office.RunAsync();
        office.Payments.Missed.Add(new("c1", Category.Rent, new(2026, 3, 20), new(2026, 3, 24), Money.FromDecimal(500)));
        office.Payments.Missed.Add(new("c2", Category.Rent, new(2026, 4, 20), new(2026, 4, 24), Money.FromDecimal(500)));

        await office.PassAsync(TimeSpan.FromDays(25));
        Assert.Equal([contacts[0]], (await office.Store.ReadContactsAsync(new() { HasPaymentOutcome = true }, 100, Token)).Select(c => c.ContactId));
        await office.PassAsync(TimeSpan.FromDays(12));
        Assert.Single(await office.Store.ReadContactsAsync(new() { HasPaymentOutcome = true }, 100, Token));
        await office.PassAsync(TimeSpan.FromDays(1));

        var told = await office.Store.ReadContactsAsync(new(), 100, Token);
        Assert.Equal([ContactOutcome.Missed, .. Enumerable.Repeat(ContactOutcome.PaidOnTime, 19)], told.Select(c => c.PaymentOutcome!.Value));
        Assert.Contains(told, c => c.Entry.State == ContactState.HeldOut && c.InHoldout);
        Assert.All(told, c => Assert.Equal(c.Entry.State == ContactState.HeldOut, c.InHoldout));
        Assert.Contains("Missed by payments", await office.OutcomesAsync(contacts[0]));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.RecordOutcomeAsync(contacts[1], ContactOutcome.Missed, null, new("branch"), Token));
    }

    [Fact]
    public async Task No_news_of_payments_is_good_news_only_of_books_that_go_on_and_books_may_be_late()
    {
        await using var office = new Office();
        var (late, other) = (office.Customers.Propose("c1"), office.Customers.Propose("c2"));
        await office.RunAsync();
        await office.PassAsync(TimeSpan.FromDays(60));
        Assert.Empty(await office.Store.ReadContactsAsync(new() { HasPaymentOutcome = true }, 100, Token));

        office.Payments.Missed.Add(new("c1", Category.Rent, new(2026, 3, 20), new(2026, 3, 29), Money.FromDecimal(500)));
        await office.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((ContactOutcome.Missed, null), ((await office.FindAsync(late)).PaymentOutcome, (await office.FindAsync(other)).PaymentOutcome));
        office.Payments.Missed.Add(new("c9", Category.Rent, new(2026, 4, 20), new(2026, 4, 24), Money.FromDecimal(500)));
        await office.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(ContactOutcome.PaidOnTime, (await office.FindAsync(other)).PaymentOutcome);
    }

    [Fact]
    public async Task Many_who_wait_for_a_budget_do_not_keep_the_most_urgent_waiting()
    {
        var sms = new Provider(ContactChannel.Sms);
        await using var office = new Office(policy => policy with
        {
            DailyBudget = new(0, 1, 0),
            Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Channels = [ContactChannel.Sms] }),
        }, sms);
        for (var number = 1; number <= 520; number++)
            office.Customers.Propose($"m{number}", RiskLevel.Medium);
        await office.RunAsync();
        var critical = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        Assert.Equal((ContactState.Waiting, ContactRule.Budget), await office.StateAsync(critical));
        office.Customers.Propose("n1", RiskLevel.Critical);

        await office.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(["m1-i1", critical], sms.Handed.Select(m => m.ContactId));
    }

    [Fact]
    public async Task What_was_left_over_from_a_day_takes_of_the_next_days_budget()
    {
        var sms = new Provider(ContactChannel.Sms) { Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null)) };
        await using var office = new Office(policy => policy with { DailyBudget = new(10, 1, 0) }, sms);
        var left = office.Customers.Propose("c1");
        // Until 20:00 in Madrid, and on from 8:00 the next day.
        await office.PassAsync(TimeSpan.FromHours(8));
        await office.PassAsync(TimeSpan.FromHours(12));
        var next = office.Customers.Propose("c2");
        sms.Answer = message => Task.FromResult<SendResult>(new SendResult.Accepted(message.ContactId));
        await office.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(office.Heard.Where(c => c.Entry.State == ContactState.Sent).DistinctBy(c => c.ContactId));
        Assert.Single(new[] { await office.StateAsync(left), await office.StateAsync(next) }, s => s == (ContactState.Waiting, ContactRule.Budget));
    }

    [Theory]
    [InlineData("gambling_30d", "specialist_support")]
    [InlineData("gambling_7d", "specialist_support")]
    [InlineData("borrowed_30d", "specialist_support")]
    [InlineData("new_loans_30d", "specialist_support")]
    [InlineData("payday_repaid_30d", "specialist_support")]
    [InlineData("income_delay_days", "move_due_date")]
    public async Task No_credit_is_offered_to_whoever_gambles_or_borrows_whatever_the_reasons_are(string feature, string offer)
    {
        await using var office = new Office(policy => policy with { Offers = new(policy.Offers.ByDriver.ToDictionary(o => o.Key, o => o.Key == Driver.IncomeLate ? o.Value with { Kind = OfferKind.Credit } : o.Value)) }, new Provider(ContactChannel.Sms));
        Assert.True(FeatureCatalogue.TryIndexOf(feature, out var index));
        office.Customers.Features[index] = 0.1;
        var contact = office.Customers.Propose("c1");

        await office.RunAsync();

        Assert.Equal(offer, (await office.FindAsync(contact)).OfferCode);
    }

    [Fact]
    public async Task When_the_budget_is_short_the_most_urgent_come_first_the_next_day()
    {
        var email = new Provider(ContactChannel.Email);
        await using var office = new Office(policy => policy with { DailyBudget = new(10, 10, 1) }, email);
        var medium = new[] { office.Customers.Propose("c1", RiskLevel.Medium), office.Customers.Propose("c2", RiskLevel.Medium) };
        office.Customers.Profile = office.Customers.Profile! with { Consents = new() { Email = true } };
        var high = office.Customers.Propose("c3");

        await office.RunAsync();
        Assert.Equal(medium[0], Assert.Single(email.Handed).ContactId);
        Assert.Equal((ContactState.Waiting, ContactRule.Budget), await office.StateAsync(high));
        await office.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal([medium[0], high], email.Handed.Select(m => m.ContactId));
    }
}
