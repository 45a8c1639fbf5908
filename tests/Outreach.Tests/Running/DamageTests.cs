using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>What cannot be read of one customer keeps nobody else waiting.</summary>
public sealed class DamageTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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

    /// <summary>Of the bytes on the disk, and what a newer program may have written.</summary>
    [Theory]
    [InlineData("'{'")]
    [InlineData("'null'")]
    [InlineData("'{\"of_a_newer_program\":1,' || substr(contact, 2)")]
    [InlineData("replace(contact, '\"c1-i1\"', '\"c9-i9\"')")]
    public async Task A_contact_that_cannot_be_read_keeps_no_other_waiting(string contact)
    {
        await using var office = new Office(null, _sms);
        var contacts = await LeaveInOutboxAsync(office);

        office.Tamper($"UPDATE outreach_contacts SET contact = {contact} WHERE customer_id = 'c1'");
        await office.PassAsync(TimeSpan.FromMinutes(2));
        // Until it is due, as it would have expired.
        await PassUntilPaidAsync(office);
        var later = office.Customers.Propose("c3");
        await office.RunAsync();

        Assert.Equal([contacts[1], later], _sms.Handed.Select(message => message.ContactId));
        Assert.NotNull((await office.FindAsync(contacts[1])).PaymentOutcome);
        using var effects = new EffectReader(office.Store, office.Policy, office.Clock);
        Assert.Equal(2, (await effects.ReadAsync(Token)) is var report ? report.All.Contacted.Proposals + report.Waiting : 0);
        Assert.Equal("c1", (await Assert.ThrowsAsync<StoreException>(async () => await office.FindAsync(contacts[0]))).CustomerId);
    }

    [Fact]
    public async Task Whose_contact_cannot_be_read_opts_out_and_gets_nothing_more()
    {
        await using var office = new Office(null, _sms);
        var damaged = (await LeaveInOutboxAsync(office))[0];
        office.Tamper("UPDATE outreach_contacts SET contact = '{' WHERE customer_id = 'c1'");

        Assert.True(await office.Desk.OptOutOfAsync(damaged, customerId: null, ContactChannel.Sms, new("sms provider"), Token));
        await office.Desk.OptOutAsync("c1", [ContactChannel.Email], new("app"), Token);
        await office.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal([ContactChannel.Sms, ContactChannel.Email], (await office.Store.LoadAsync("c1", Token)).Ledger.OptOuts.Select(optOut => optOut.Channel));
        Assert.Equal(["OptedOut by sms provider"], await office.OutcomesAsync(damaged));
        Assert.Equal(["c2"], _sms.Handed.Select(message => message.CustomerId));
    }

    /// <summary>The contact is not decided about, but the opt-out is told, and holds by the time the engine answers again.</summary>
    [Fact]
    public async Task Whoever_the_engine_cannot_read_opts_out()
    {
        await using var office = new Office(null, _sms);
        var contact = (await LeaveInOutboxAsync(office))[0];
        office.Customers.Damaged = "c1";

        await office.Desk.OptOutAsync("c1", [ContactChannel.Sms, ContactChannel.Email], new("app"), Token);
        office.Customers.Damaged = null;
        await office.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(["c2"], _sms.Handed.Select(message => message.CustomerId));
        Assert.Equal(ContactState.Blocked, (await office.StateAsync(contact)).State);
    }

    /// <summary>What asks no rule is taken all the same; where the row can be read again, as by a newer program, it follows.</summary>
    [Fact]
    public async Task Whose_contact_cannot_be_read_objects_and_the_contact_ends()
    {
        await using var office = new Office(null, _sms);
        var contact = (await LeaveInOutboxAsync(office))[0];
        office.Tamper("UPDATE outreach_contacts SET contact = '!' || contact WHERE customer_id = 'c1'");

        await office.Desk.ObjectAsync("c1", "Leave me alone.", by: null, Token);
        Assert.Null(await office.Store.ReadOutboxAsync(contact, Token));
        await office.PassAsync(TimeSpan.FromMinutes(2));
        office.Tamper("UPDATE outreach_contacts SET contact = substr(contact, 2) WHERE customer_id = 'c1'");
        await office.PassAsync(TimeSpan.FromDays(5));

        Assert.Equal(["c2"], _sms.Handed.Select(message => message.CustomerId));
        Assert.Equal((ContactState.Withdrawn, ContactRule.Objection), await office.StateAsync(contact));
        Assert.Empty(await office.Store.ReadDueAsync(office.Customers.Present, 10, Token));
    }

    /// <summary>A rule is not asked about it, so that nothing goes beside it that would have to take its place.</summary>
    [Fact]
    public async Task What_would_take_the_place_of_a_contact_that_cannot_be_read_is_passed_over()
    {
        await using var office = new Office(null, _sms);
        await LeaveInOutboxAsync(office);
        office.Tamper("UPDATE outreach_contacts SET contact = '{' WHERE customer_id = 'c1'");

        var higher = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Null(await office.Store.FindContactAsync(higher, Token));
        Assert.Equal(["proposal_passed_over"], (await office.Store.ReadAuditAsync(higher, Token)).Select(entry => entry.Kind));
        Assert.Equal(["c2"], _sms.Handed.Select(message => message.CustomerId));
    }

    [Fact]
    public async Task Who_throws_what_nobody_foresaw_is_waited_for_a_minute_and_then_passed_over_by_name()
    {
        await using var office = new Office(null, _sms);
        var waiting = await LeaveInOutboxAsync(office);
        office.Customers.Unforeseen.Add("c1");

        var (passedOver, later) = (office.Customers.Propose("c1", RiskLevel.Critical), office.Customers.Propose("c3"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => office.PassAsync(TimeSpan.FromMinutes(2)));
        Assert.Empty(await office.Store.ReadAuditAsync(passedOver, Token));
        await office.PassAsync(FailingContacts.Patience);

        Assert.Equal([waiting[1], later], _sms.Handed.Select(message => message.ContactId));
        Assert.Equal(["proposal_passed_over"], (await office.Store.ReadAuditAsync(passedOver, Token)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Where_more_throw_than_fail_by_themselves_proposals_wait_until_the_program_is_mended()
    {
        await using var office = new Office(null, _sms);
        var proposals = Enumerable.Range(1, FailingContacts.MostUnforeseen + 1).Select(i => office.Customers.Propose($"c{i}")).ToList();
        office.Customers.Unforeseen.UnionWith(Enumerable.Range(1, proposals.Count).Select(i => $"c{i}"));

        for (var minute = 0; minute < 3 * proposals.Count; minute++)
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => office.PassAsync(FailingContacts.Patience));
        Assert.Empty(_sms.Handed);
        office.Customers.Unforeseen.Clear();
        await office.RunAsync();

        // Nothing of a page counts before all of it does.
        Assert.Equal(proposals.Order(StringComparer.Ordinal), _sms.Handed.Select(message => message.ContactId).Order(StringComparer.Ordinal));
        Assert.All(proposals, proposal => Assert.DoesNotContain("proposal_passed_over", office.Store.ReadAuditAsync(proposal, Token).AsTask().Result.Select(entry => entry.Kind)));
    }

    [Fact]
    public void Who_works_again_or_did_not_fail_for_an_hour_leaves_room_for_others()
    {
        var time = new ManualTime(Office.Noon);
        var failing = new FailingContacts(time);
        var failure = new FormatException("nobody foresaw it");
        for (var i = 0; i < FailingContacts.MostUnforeseen; i++)
            Assert.False(failing.MayGoOnWithout($"c{i}", failure, out _));
        time.Advance(FailingContacts.Patience);
        for (var i = 0; i < FailingContacts.MostUnforeseen; i++)
            Assert.True(failing.MayGoOnWithout($"c{i}", failure, out var isNews) && isNews);

        Assert.False(failing.MayGoOnWithout("more", failure, out _));
        time.Advance(FailingContacts.Patience);
        Assert.False(failing.MayGoOnWithout("more", failure, out _));
        Assert.False(failing.MayGoOnWithout("c0", new LedgerConflictException("busy"), out _));
        failing.Works("c0");
        Assert.True(failing.MayGoOnWithout("more", failure, out _));
        Assert.False(failing.MayGoOnWithout("c0", failure, out _));
        time.Advance(TimeSpan.FromHours(2));
        Assert.False(failing.MayGoOnWithout("c1", failure, out _));
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
