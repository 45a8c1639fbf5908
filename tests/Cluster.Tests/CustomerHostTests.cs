using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

public sealed class CustomerHostTests
{
    private static readonly IReadOnlyList<Transaction> Life = Lives.OfOne;
    private static readonly string Id = Life[0].CustomerId;

    private readonly LocalCluster _cluster = new(Models.Nervous);

    private MemoryClusterStore Store => _cluster.Store;

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_stored_whole_with_all_that_follows_from_it()
    {
        var host = _cluster.NewHost(Id);

        var outcomes = await host.IngestAsync(Life, Stop);

        Assert.All(outcomes, outcome => Assert.Equal(new IngestOutcome(Applied.Accepted, null), outcome));
        var stored = Store.Stored(Id);
        Assert.Equal(Life, stored.Log.Select(entry => entry.Transaction));
        Assert.Equal(1, stored.Version);
        Assert.NotEmpty(stored.Interventions);
        Assert.Equal(Life[^1].Timestamp, stored.Summary.LatestEvent);
        Replayed.IsAsStored(Id, stored, Models.Nervous);
    }

    [Fact]
    public async Task The_same_life_in_batches_of_any_size_through_one_host_or_many_comes_to_the_same()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        var whole = Store.Stored(Id);
        var other = new LocalCluster(Models.Nervous);
        var random = new Random(1);
        var host = other.NewHost(Id);
        for (var from = 0; from < Life.Count;)
        {
            var count = Math.Min(random.Next(1, 12), Life.Count - from);
            await host.IngestAsync([.. Life.Skip(from).Take(count)], Stop);
            from += count;
            if (random.Next(3) == 0)
                host = other.NewHost(Id);
        }

        var parts = other.Store.Stored(Id);
        Assert.Equal(whole.State, parts.State);
        Assert.Equal(whole.Scores.Select(s => s.Point), parts.Scores.Select(s => s.Point));
        Assert.Equal(whole.Interventions.Select(i => Replayed.Describe(i.Intervention)), parts.Interventions.Select(i => Replayed.Describe(i.Intervention)));
    }

    [Fact]
    public async Task A_repeated_transaction_is_a_duplicate_and_changes_nothing()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        var before = Store.Stored(Id).State;

        var outcomes = await host.IngestAsync([Life[^1], Life[^2], Life[^1]], Stop);

        Assert.All(outcomes, outcome => Assert.Equal(Applied.Duplicate, outcome.Applied));
        Assert.Equal(before, Store.Stored(Id).State);
        Assert.Equal(Life.Count, Store.Stored(Id).Log.Count);
        Assert.Equal(3, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_transaction_that_comes_twice_in_one_batch_counts_once()
    {
        var outcomes = await _cluster.NewHost(Id).IngestAsync([Life[0], Life[0]], Stop);

        Assert.Equal([Applied.Accepted, Applied.Duplicate], outcomes.Select(o => o.Applied));
        Assert.Single(Store.Stored(Id).Log);
    }

    [Fact]
    public async Task A_duplicate_is_known_after_a_reload()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);

        var outcomes = await _cluster.NewHost(Id).IngestAsync([Life[^1]], Stop);

        Assert.Equal([Applied.Duplicate], outcomes.Select(o => o.Applied));
        Assert.Equal(Life.Count, Store.Stored(Id).Log.Count);
    }

    [Fact]
    public async Task A_late_transaction_that_the_log_knows_is_a_duplicate()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);

        var outcomes = await host.IngestAsync([Life[0]], Stop);

        Assert.Equal([new IngestOutcome(Applied.Duplicate, null)], outcomes);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_late_transaction_that_was_accepted_earlier_in_the_same_batch_is_a_duplicate()
    {
        var outcomes = await _cluster.NewHost(Id).IngestAsync([.. Life, Life[0]], Stop);

        Assert.Equal(new IngestOutcome(Applied.Duplicate, null), outcomes[^1]);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(1, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_late_transaction_is_buried_once_with_its_reason_however_often_it_comes()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Skip(1)], Stop);
        var state = Store.Stored(Id).State;

        var first = await host.IngestAsync([Life[0], Life[0]], Stop);
        var second = await _cluster.NewHost(Id).IngestAsync([Life[0]], Stop);

        Assert.All([.. first, .. second], outcome => Assert.Equal(Applied.TooLate, outcome.Applied));
        Assert.All([.. first, .. second], outcome => Assert.Contains("must not be more than 7 days before", outcome.Error, StringComparison.Ordinal));
        var letter = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Contains(Life[0].TransactionId, letter.Document, StringComparison.Ordinal);
        Assert.Equal((first[0].Error, "late"), (letter.Error, letter.Source));
        Assert.Equal(state, Store.Stored(Id).State);
    }

    [Fact]
    public async Task A_profile_makes_a_customer_known_and_addresses_later_messages()
    {
        var host = _cluster.NewHost(Id);

        await host.PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);

        Assert.Equal((1, null), (Store.Stored(Id).Version, Store.Stored(Id).State));
        Assert.Equal("Ada", (await _cluster.NewHost(Id).ViewAsync(Stop))!.Profile!.Name);
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        Assert.Contains("Ada", Store.Stored(Id).Interventions[0].Intervention.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_breaks_a_rule_is_refused_with_field_and_rule()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _cluster.NewHost(Id).PutProfileAsync(new CustomerProfile { Phone = "1" }, Stop).AsTask());

        Assert.Contains("phone must be an E.164 number", refused.Message, StringComparison.Ordinal);
        Assert.Null(await _cluster.NewHost(Id).ViewAsync(Stop));
    }

    [Fact]
    public void An_id_that_breaks_the_rule_hosts_nobody() => Assert.Throws<ArgumentException>(() => _cluster.NewHost("no spaces"));

    [Fact]
    public async Task Missed_payments_are_kept_once_and_only_of_known_customers()
    {
        var missed = new MissedPayment(Id, Category.Rent, new DateOnly(2025, 2, 1), new DateOnly(2025, 2, 5), Money.FromDecimal(500));
        Assert.False(await _cluster.NewHost(Id).NoteMissedPaymentsAsync([missed], Stop));
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        var state = Store.Stored(Id).State;

        Assert.True(await _cluster.NewHost(Id).NoteMissedPaymentsAsync([missed, missed], Stop));
        Assert.True(await _cluster.NewHost(Id).NoteMissedPaymentsAsync([missed], Stop));

        Assert.Equal([missed], Store.ReadMissedPayments(new DateOnly(2025, 1, 1)).Select(m => m.Payment));
        Assert.Equal(state, Store.Stored(Id).State);
    }

    [Fact]
    public async Task A_tick_judges_the_days_that_began_and_makes_quiet_until_the_next_local_day()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        Assert.Equal(0, Store.Stored(Id).QuietUntilMs);
        var latest = Life[^1].Timestamp;
        var tomorrow = new DateTimeOffset(latest.Date.AddDays(1), latest.Offset);

        await host.TickAsync(tomorrow.AddMinutes(5), Stop);

        Assert.Equal(tomorrow.AddDays(1).ToUnixTimeMilliseconds(), Store.Stored(Id).QuietUntilMs);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
        Assert.NotEmpty(Store.ReadObservedDays(DateOnly.FromDateTime(tomorrow.Date)));
        var state = Store.Stored(Id).State;
        await host.TickAsync(tomorrow.AddHours(20), Stop);
        Assert.Equal(state, Store.Stored(Id).State);
    }

    [Fact]
    public async Task A_dormant_customer_is_quiet_for_ever_until_something_happens()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync([.. Life.SkipLast(1)], Stop);

        await host.TickAsync(Life[^1].Timestamp.AddDays(60), Stop);
        Assert.Equal(long.MaxValue, Store.Stored(Id).QuietUntilMs);

        await host.IngestAsync([Life[^1]], Stop);
        Assert.Equal(0, Store.Stored(Id).QuietUntilMs);
    }

    [Fact]
    public async Task A_tick_for_somebody_without_events_stores_nothing()
    {
        await _cluster.NewHost(Id).TickAsync(Life[0].Timestamp, Stop);

        Assert.Equal(StoredState.Unknown, await Store.LoadAsync(Id, Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_failed_at_the_commit_and_is_made_again_counts_once(bool wasCommitted)
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Take(Life.Count / 2)], Stop);
        var rest = Life.Skip(Life.Count / 2).ToList();
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync(rest, Stop).AsTask());
        Assert.False(host.IsBehind);
        var outcomes = await host.IngestAsync(rest, Stop);

        Assert.All(outcomes, outcome => Assert.Equal(wasCommitted ? Applied.Duplicate : Applied.Accepted, outcome.Applied));
        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
        Assert.Equal(Store.Stored(Id).Version, _cluster.Reported[^1].Customer.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tick_that_failed_at_the_commit_and_is_made_again_counts_once(bool wasCommitted)
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.TickAsync(Life[^1].Timestamp.AddDays(1), Stop).AsTask());
        await host.TickAsync(Life[^1].Timestamp.AddDays(1), Stop);

        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repetition_alone_whose_commit_failed_leaves_the_host_fit_for_the_next_call(bool wasCommitted)
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync([.. Life.SkipLast(1)], Stop);
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync([Life[^2]], Stop).AsTask());
        await host.IngestAsync([Life[^1]], Stop);

        Assert.False(host.IsBehind);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_for_late_ones_leaves_nothing_of_the_batch()
    {
        var host = _cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Skip(1).SkipLast(1)], Stop);
        FailOnce(StoreCallKind.FindIds, wasDone: false);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync([Life[^1], Life[0]], Stop).AsTask());
        Assert.DoesNotContain(Life[^1], Store.Stored(Id).Log.Select(entry => entry.Transaction));
        var outcomes = await host.IngestAsync([Life[^1], Life[0]], Stop);

        Assert.Equal([Applied.Accepted, Applied.TooLate], outcomes.Select(o => o.Applied));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task Changes_of_level_of_a_call_that_failed_are_not_told_with_the_next()
    {
        var host = _cluster.NewHost(Id);
        FailOnce(StoreCallKind.Commit, wasDone: false);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync(Life, Stop).AsTask());
        await host.PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);

        var told = Assert.Single(_cluster.Reported);
        Assert.Empty(told.Effects.RiskChanges);
        Assert.Equal(0, told.Effects.Transactions);
        await host.IngestAsync(Life, Stop);
        Assert.NotEmpty(_cluster.Reported[^1].Effects.RiskChanges);
    }

    [Fact]
    public async Task After_a_conflict_nothing_of_the_call_counts_and_the_host_knows_that_it_is_behind()
    {
        var (one, other) = (_cluster.NewHost(Id), _cluster.NewHost(Id));
        await one.IngestAsync([Life[0]], Stop);
        await other.IngestAsync([Life[1]], Stop);

        await Assert.ThrowsAsync<StateConflictException>(() => one.IngestAsync([Life[2]], Stop).AsTask());

        Assert.True(one.IsBehind);
        Assert.Equal(Life.Take(2), Store.Stored(Id).Log.Select(entry => entry.Transaction));
        await one.IngestAsync([Life[2]], Stop);
        Assert.False(one.IsBehind);
        Assert.Equal(Life.Take(3), Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task Of_two_hosts_that_take_the_same_batch_at_once_one_gets_a_conflict_and_the_batch_counts_once()
    {
        var gate = new TaskCompletionSource();
        var waiting = 0;
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Commit)
                return Task.CompletedTask;
            if (Interlocked.Increment(ref waiting) == 2)
                gate.SetResult();
            return gate.Task;
        };

        var calls = new[] { _cluster.NewHost(Id), _cluster.NewHost(Id) }.Select(host => host.IngestAsync(Life, Stop).AsTask()).ToList();
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(1, calls.Count(call => call.IsCompletedSuccessfully));
        Assert.IsType<StateConflictException>(Assert.Single(calls, call => call.IsFaulted).Exception!.InnerException);
        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task News_is_told_apart_from_history_that_is_being_loaded()
    {
        var live = new LocalCluster(Models.Nervous, ClockKind.Wall, new ManualTime(Life[^1].Timestamp));

        await live.NewHost(Id).IngestAsync(Life, Stop);

        var stored = live.Store.Stored(Id).Interventions;
        Assert.Contains(stored, i => i.Status == InterventionStatus.Lapsed);
        Assert.All(stored, i => Assert.Equal(i.Intervention.At >= Life[^1].Timestamp.AddDays(-3), i.Status == InterventionStatus.Proposed));
        Assert.Equal(stored.Where(i => i.Status == InterventionStatus.Proposed), live.Reported.SelectMany(r => r.Effects.Interventions));
        Assert.All(live.Reported.SelectMany(r => r.Effects.RiskChanges), change => Assert.True(change.At >= Life[^1].Timestamp.AddDays(-3)));
    }

    [Fact]
    public async Task Questions_about_somebody_unknown_have_no_answer()
    {
        var host = _cluster.NewHost("nobody");

        Assert.Null(await host.AssessAsync(Stop));
        Assert.Null(await host.ViewAsync(Stop));
        Assert.Null(await host.FeaturesAsync(Stop));
        Assert.Null(await host.FeaturesAsync(PastMoment.At(Life[0].Timestamp), Stop));
        Assert.Null(await host.HistoryAsync(null, 10, Stop));
    }

    [Fact]
    public async Task Features_of_a_past_moment_are_those_of_a_customer_who_had_come_to_it()
    {
        var half = Life.Count / 2;
        var moment = Life[half].Timestamp;
        var past = new LocalCluster(Models.Nervous);
        await past.NewHost(Id).IngestAsync([.. Life.TakeWhile(t => t.Timestamp <= moment)], Stop);
        var then = (await past.NewHost(Id).FeaturesAsync(Stop))!;
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);

        var now = (await _cluster.NewHost(Id).FeaturesAsync(PastMoment.At(moment), Stop))!;

        Assert.Equal(then.Features.Select(BitConverter.DoubleToInt64Bits), now.Features.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((then.TransactionCount, then.Score), (now.TransactionCount, now.Score));
    }

    private void FailOnce(StoreCallKind kind, bool wasDone)
    {
        var failed = false;
        if (wasDone)
            Store.After = Fail;
        else
            Store.Before = Fail;

        Task Fail(StoreCall call)
        {
            if (failed || call.Kind != kind)
                return Task.CompletedTask;
            failed = true;
            throw new StoreException("a cable was pulled");
        }
    }
}
