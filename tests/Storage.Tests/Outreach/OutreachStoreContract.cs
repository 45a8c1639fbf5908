using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

/// <summary>What every store of outreach must hold to; a class per store runs it.</summary>
public abstract partial class OutreachStoreContract : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected OutreachStore Store { get; private set; } = null!;

    /// <summary>Opens the test's own store, empty at first.</summary>
    protected abstract ValueTask<OutreachStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_store_is_empty()
    {
        Assert.Equal(0, await Store.ReadPositionAsync(Token));
        Assert.Equivalent(new StoredLedger(Ledger.Of("c1"), 0), await Store.LoadAsync("c1", Token));
        Assert.Null(await Store.FindContactAsync("c1-i1", Token));
        Assert.Empty(await Store.ReadContactsAsync(new ContactFilter(), 10, Token));
        Assert.Empty(await Store.ReadDueAsync(DateTimeOffset.MaxValue, 10, Token));
        Assert.Empty(await Store.ReadOutboxAsync(ContactChannel.Sms, 10, Token));
        Assert.Empty(await Store.ReadAuditAsync(0, 10, opensBodies: true, Token));
        Assert.Equal(0, (await Store.ReadAuditHeadAsync(Token)).Sequence);
        Assert.Empty(await Store.ReadReviewsAsync(null, openOnly: false, 10, Token));
        Assert.Empty(await Store.ReadOptOutsAsync(channel: null, after: null, 10, Token));
        Assert.Equal(0, await Store.CountOptOutsAsync(channel: null, Token));
        Assert.Empty(await Store.ReadPolicyChangesAsync(10, Token));
    }

    [Fact]
    public async Task Answers_wait_from_the_first_until_somebody_saw_to_them_and_again_where_another_comes()
    {
        var version = 0L;
        foreach (var customer in new[] { "c1", "c2" })
            await Store.CommitAsync(Commit(customer, 1, ++version) with { Outcomes = [new($"{customer}-i1", ContactOutcome.Sent, Noon, "sms")] }, Token);
        await TellAsync("c1", 1, ContactOutcome.Replied, 2);
        await TellAsync("c2", 1, ContactOutcome.Accepted, 1);
        await TellAsync("c1", 2, ContactOutcome.Accepted, 3);
        Assert.Equal([("c2-i1", 1.0), ("c1-i1", 2.0)], await AnswersAsync(10));
        Assert.Equal([("c2-i1", 1.0)], await AnswersAsync(1));

        await TellAsync("c1", 3, ContactOutcome.FollowedUp, 4);
        await TellAsync("c2", 2, ContactOutcome.FollowedUp, 5);
        Assert.Empty(await Store.ReadAnswersAsync(10, Token));

        await TellAsync("c1", 4, ContactOutcome.Replied, 6);
        Assert.Equal([("c1-i1", 6.0)], await AnswersAsync(10));
        await TellAsync("c1", 5, ContactOutcome.FollowedUp, 7);
        Assert.Empty(await Store.ReadAnswersAsync(10, Token));

        async Task<IEnumerable<(string, double)>> AnswersAsync(int limit) => (await Store.ReadAnswersAsync(limit, Token)).Select(a => (a.ContactId, (a.Since - Noon).TotalHours));

        async Task TellAsync(string customer, long version, ContactOutcome outcome, int hours) => await Store.CommitAsync(
            new OutreachCommit { Ledger = (await Store.LoadAsync(customer, Token)).Ledger, ExpectedVersion = version, Outcomes = [new($"{customer}-i1", outcome, Noon.AddHours(hours), "app")] }, Token);
    }

    [Fact]
    public async Task A_commit_comes_back_whole()
    {
        var commit = Commit("c1", 1, 7);
        await Store.CommitAsync(commit with { Outcomes = [new("c1-i1", ContactOutcome.Sent, Noon, "sms")] }, Token);

        var (ledger, version) = await Store.LoadAsync("c1", Token);
        Assert.Equal(1, version);
        Assert.Equivalent(commit.Ledger, ledger, strict: true);
        Assert.Equal(7, await Store.ReadPositionAsync(Token));
        Assert.Equivalent(commit.Contacts[0], await Store.FindContactAsync("c1-i1", Token), strict: true);
        Assert.Equivalent(commit.Contacts[0] with { Message = null }, Assert.Single(await Store.ReadContactsAsync(["c1-i1", "nobody-i1"], Token)), strict: true);
        Assert.Equal(commit.Outbox[0], Assert.Single(await Store.ReadOutboxAsync(ContactChannel.Sms, 10, Token)));
        Assert.Equal(commit.Outbox[0], await Store.ReadOutboxAsync("c1-i1", Token));
        Assert.Equal(new OutreachOutcome("c1-i1", ContactOutcome.Sent, Noon, "sms"), Assert.Single(await Store.ReadOutcomesAsync("c1-i1", Token)));
        Assert.Equal("""{"why":"late"}""", Assert.Single(await Store.ReadAuditAsync("c1-i1", Token)).Body);
    }

    [Fact]
    public async Task Versions_of_many_ledgers_are_read_at_once()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.CommitAsync(Commit("c2", 1, 1), Token);
        await Store.CommitAsync(Commit("c2", 2, 2, version: 1, (await Store.LoadAsync("c2", Token)).Ledger), Token);

        var versions = await Store.ReadLedgerVersionsAsync([.. Enumerable.Range(0, 1000).Select(i => $"c{i}")], Token);

        Assert.Equal([("c1", 1L), ("c2", 2L)], versions.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => (version.Key, version.Value)));
        Assert.Empty(await Store.ReadLedgerVersionsAsync([], Token));
    }

    [Fact]
    public async Task What_waits_is_counted()
    {
        Assert.Equivalent(new OutreachBacklog(new Dictionary<ContactChannel, (int, DateTimeOffset)>(), 0, 0), await Store.ReadBacklogAsync(Token), strict: true);
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        var later = Commit("c2", 2, 2);
        await Store.CommitAsync(later with { Outbox = [later.Outbox[0] with { Since = Noon.AddHours(1) }] }, Token);
        foreach (var (customer, state) in new[] { ("c3", ContactState.AwaitingApproval), ("c4", ContactState.Failed), ("c5", ContactState.Failed), ("c6", ContactState.Sent) })
        {
            var commit = Commit(customer, customer[1] - '0', 3);
            await Store.CommitAsync(commit with { Contacts = [commit.Contacts[0] with { Entry = commit.Contacts[0].Entry with { State = state } }], Outbox = [] }, Token);
        }

        var backlog = await Store.ReadBacklogAsync(Token);

        Assert.Equal([KeyValuePair.Create(ContactChannel.Sms, (2, Noon))], backlog.Outbox);
        Assert.Equal((1, 2), (backlog.AwaitingApproval, backlog.Failed));
    }

    [Fact]
    public async Task What_somebody_took_and_left_is_told_once_the_lease_is_over()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.CommitAsync(Commit("c2", 2, 2), Token);
        await Store.ClaimAsync("c1-i1", "ann", Noon, Noon.AddHours(1), Token);

        Assert.Empty(await Store.ReadAbandonedAsync(ContactChannel.Sms, Noon.AddMinutes(59), 10, Token));
        Assert.Equal(("c1-i1", "ann"), Assert.Single(await Store.ReadAbandonedAsync(ContactChannel.Sms, Noon.AddHours(1), 10, Token)) is var left ? (left.ContactId, left.LeasedBy) : default);
        Assert.Empty(await Store.ReadAbandonedAsync(ContactChannel.Email, Noon.AddHours(1), 10, Token));
    }

    [Fact]
    public async Task Whoever_decided_on_an_older_ledger_is_refused_and_leaves_nothing()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);

        foreach (var version in new[] { 0, 2 })
            await Assert.ThrowsAsync<LedgerConflictException>(async () => await Store.CommitAsync(Commit("c1", 2, 2, version), Token));

        Assert.Equal((1L, 1L), (await Store.ReadPositionAsync(Token), (await Store.LoadAsync("c1", Token)).Version));
        Assert.Null(await Store.FindContactAsync("c1-i2", Token));
        Assert.Single(await Store.ReadAuditAsync(0, 10, opensBodies: true, Token));
        Assert.Null(await Store.ReadOutboxAsync("c1-i2", Token));
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_on_one_ledger_one_is_taken()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(async () =>
        {
            try
            {
                await Store.CommitAsync(Commit("c1", number, number), Token);
                return true;
            }
            catch (LedgerConflictException)
            {
                return false;
            }
        })));

        Assert.Single(results, won => won);
        Assert.Single(await Store.ReadContactsAsync(new ContactFilter(), 10, Token));
    }

    [Fact]
    public async Task A_budget_gives_no_more_than_it_has()
    {
        var day = new DateOnly(2026, 3, 2);
        var results = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => Task.Run(async () =>
        {
            try
            {
                await Store.CommitAsync(Commit($"c{number}", 1, number) with { Takes = new(day, ContactChannel.Sms, 4) }, Token);
                return true;
            }
            catch (LedgerConflictException)
            {
                return false;
            }
        })));

        Assert.Equal(4, results.Count(taken => taken));
        Assert.Equal([KeyValuePair.Create(ContactChannel.Sms, 4)], await Store.ReadUsedBudgetAsync(day, Token));
        Assert.Empty(await Store.ReadUsedBudgetAsync(day.AddDays(1), Token));
        Assert.Equal(4, (await Store.ReadContactsAsync(new ContactFilter(), 10, Token)).Count);
    }

    [Fact]
    public async Task The_position_never_goes_back()
    {
        await Store.MovePositionAsync(9, Token);
        await Store.CommitAsync(Commit("c1", 1, 7), Token);
        await Store.MovePositionAsync(8, Token);

        Assert.Equal(9, await Store.ReadPositionAsync(Token));
    }

    [Fact]
    public async Task An_entry_of_the_outbox_is_one_owners_until_its_lease_ends()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(owner => Task.Run(async () => await Store.ClaimAsync(ContactChannel.Sms, $"p{owner}", Noon, Noon.AddMinutes(5), 10, Token))));

        var claimed = Assert.Single(claims.SelectMany(c => c));
        Assert.Equal(Noon.AddMinutes(5), claimed.LeasedUntil);
        Assert.Null(await Store.ClaimAsync("c1-i1", "late", Noon.AddMinutes(4), Noon.AddMinutes(9), Token));
        Assert.Empty(await Store.ClaimAsync(ContactChannel.Email, "other", Noon.AddMinutes(5), Noon.AddMinutes(9), 10, Token));
        Assert.Equal("next", (await Store.ClaimAsync("c1-i1", "next", Noon.AddMinutes(5), Noon.AddMinutes(9), Token))?.LeasedBy);
    }

    [Fact]
    public async Task What_is_not_due_yet_is_not_claimed()
    {
        var commit = Commit("c1", 1, 1);
        await Store.CommitAsync(commit with { Outbox = [commit.Outbox[0] with { NextAt = Noon.AddMinutes(1) }] }, Token);

        Assert.Empty(await Store.ClaimAsync(ContactChannel.Sms, "p", Noon, Noon.AddMinutes(5), 10, Token));
        Assert.Single(await Store.ClaimAsync(ContactChannel.Sms, "p", Noon.AddMinutes(1), Noon.AddMinutes(5), 10, Token));
    }

    [Fact]
    public async Task Contacts_are_found_by_state_customer_and_what_became_of_the_payment()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        var waiting = Entry("c2", 1, ContactState.Waiting) with { DueAt = Noon.AddHours(3) };
        await Store.CommitAsync(new OutreachCommit { Ledger = Ledger.Of("c2") with { Contacts = [waiting] }, ExpectedVersion = 0, Contacts = [Record(waiting, 2) with { PaymentOutcome = ContactOutcome.Missed }] }, Token);

        await FoundAsync(new() { State = ContactState.Waiting }, "c2-i1");
        await FoundAsync(new() { Channel = ContactChannel.Sms }, "c1-i1", "c2-i1");
        await FoundAsync(new() { CustomerId = "c1" }, "c1-i1");
        await FoundAsync(new() { HasPaymentOutcome = false }, "c1-i1");
        await FoundAsync(new() { HasPaymentOutcome = true }, "c2-i1");
        await FoundAsync(new() { AfterSequence = 1 }, "c2-i1");
        await FoundAsync(new() { ProposedFrom = Noon.AddDays(1) });
        Assert.Empty(await Store.ReadDueAsync(Noon.AddHours(3).AddMilliseconds(-1), 10, Token));
        Assert.Equal("c2-i1", Assert.Single(await Store.ReadDueAsync(Noon.AddHours(3), 10, Token)).ContactId);
        // One that nobody hands over is looked at when it has expired.
        Assert.Equal(["c1-i1", "c2-i1"], (await Store.ReadDueAsync(Noon.AddDays(4), 10, Token)).Select(c => c.ContactId));
    }

    [Fact]
    public async Task A_contact_that_is_stored_again_keeps_its_message_and_an_outcome_its_first_moment()
    {
        var commit = Commit("c1", 1, 1);
        await Store.CommitAsync(commit with { Outcomes = [new("c1-i1", ContactOutcome.Opened, Noon, "provider")] }, Token);
        var sent = Entry("c1", 1, ContactState.Sent);
        await Store.CommitAsync(
            new OutreachCommit
            {
                Ledger = Ledger.Of("c1") with { Contacts = [sent] },
                ExpectedVersion = 1,
                Contacts = [Record(sent, 1)],
                LeavesOutbox = ["c1-i1"],
                Outcomes = [new("c1-i1", ContactOutcome.Opened, Noon.AddHours(1), "again")],
            },
            Token);

        var stored = await Store.FindContactAsync("c1-i1", Token);
        Assert.Equal((ContactState.Sent, Message.Text), (stored!.Entry.State, stored.Message!.Text));
        Assert.Empty(await Store.ReadOutboxAsync(ContactChannel.Sms, 10, Token));
        Assert.Equal("provider", Assert.Single(await Store.ReadOutcomesAsync("c1-i1", Token)).Source);
    }

    private async Task FoundAsync(ContactFilter filter, params string[] contactIds) =>
        Assert.Equal(contactIds, (await Store.ReadContactsAsync(filter, 10, Token)).Select(c => c.ContactId));
}
