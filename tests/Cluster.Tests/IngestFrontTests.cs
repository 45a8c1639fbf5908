using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

public sealed class IngestFrontTests
{
    private readonly LocalCluster _cluster = new(Models.Nervous);

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes_stand_where_their_transactions_stood()
    {
        List<Transaction> batch = [.. Lives.OfEight, Lives.OfEight[^1]];

        var outcomes = await _cluster.Front.IngestAsync(batch, Stop);

        Assert.Equal([.. Lives.OfEight.Select(_ => Applied.Accepted), Applied.Duplicate], outcomes.Select(o => o.Applied));
        Assert.Equal(0, _cluster.Front.Used);
        HasEverything();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Calls_made_one_after_another_without_waiting_keep_each_customers_order(int seed)
    {
        var random = new Random(seed);
        var front = new IngestFront(_cluster, 200, _cluster.Time);
        _cluster.Store.Before = call => call.Kind == StoreCallKind.Load ? Task.Run(() => { }) : Task.CompletedTask;

        var calls = new List<Task<IReadOnlyList<IngestOutcome>>>();
        for (var from = 0; from < Lives.OfEight.Count;)
        {
            var count = Math.Min(random.Next(1, 150), Lives.OfEight.Count - from);
            calls.Add(front.IngestAsync([.. Lives.OfEight.Skip(from).Take(count)], Stop).AsTask());
            from += count;
        }

        Assert.All((await Task.WhenAll(calls)).SelectMany(o => o), outcome => Assert.Equal(Applied.Accepted, outcome.Applied));
        Assert.Equal(0, front.Used);
        HasEverything();
    }

    [Fact]
    public async Task What_is_on_its_way_is_bounded_and_more_waits_its_turn()
    {
        var front = new IngestFront(_cluster, 40, _cluster.Time);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Store.Before = _ => go.Task;

        var call = front.IngestAsync([.. Lives.OfEight.Take(100)], Stop).AsTask();
        Assert.Equal(40, front.Used);
        Assert.False(call.IsCompleted);

        go.SetResult();
        Assert.Equal(100, (await call).Count);
        Assert.Equal(0, front.Used);
    }

    [Fact]
    public async Task A_front_that_is_three_quarters_full_says_for_how_long_it_is_busy()
    {
        var front = new IngestFront(_cluster, 40, _cluster.Time);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Store.Before = _ => go.Task;
        Assert.False(front.IsBusy(out _));

        var call = front.IngestAsync([.. Lives.OfEight.Take(30)], Stop).AsTask();

        Assert.True(front.IsBusy(out var retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(30), retryAfter);
        go.SetResult();
        await call;
        Assert.False(front.IsBusy(out _));
    }

    [Fact]
    public async Task A_full_front_in_which_nothing_moves_says_that_it_does_not_work_and_not_that_senders_are_too_fast()
    {
        var time = (ManualTime)_cluster.Time;
        time.Advance(TimeSpan.FromHours(1));
        var front = new IngestFront(_cluster, 40, time);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Store.Before = _ => go.Task;
        var call = front.IngestAsync([.. Lives.OfEight.Take(30)], Stop).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(front.IsBusy(out _));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("send it again after Retry-After", Assert.Throws<ServiceUnavailableException>(() => front.IsBusy(out _)).Message, StringComparison.Ordinal);
        go.SetResult();
        await call;
        Assert.False(front.IsBusy(out _));
    }

    [Fact]
    public async Task One_customer_who_fails_does_not_keep_the_others_from_counting_and_all_sent_again_counts_once()
    {
        var failing = Lives.OfEight[0].CustomerId;
        _cluster.Store.Before = call => call == new StoreCall(StoreCallKind.Load, failing) ? throw new StoreException("a cable was pulled") : Task.CompletedTask;

        var failure = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.Front.IngestAsync(Lives.OfEight, Stop).AsTask());

        Assert.Contains("a cable was pulled", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Lives.OfEight.Count(t => t.CustomerId != failing), (await _cluster.Store.ReadTotalsAsync(Stop)).Transactions);
        _cluster.Store.Before = static _ => Task.CompletedTask;
        await _cluster.Front.IngestAsync(Lives.OfEight, Stop);
        HasEverything();
    }

    [Fact]
    public async Task What_queued_up_behind_a_call_that_failed_is_not_taken_so_that_nothing_becomes_late()
    {
        var life = Lives.OfOne;
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loads = 0;
        _cluster.Store.Before = async call =>
        {
            if (call.Kind != StoreCallKind.Load || ++loads > 1)
                return;
            await go.Task;
            throw new StoreException("a cable was pulled");
        };
        var first = _cluster.Front.IngestAsync([.. life.Take(10)], Stop).AsTask();
        var second = _cluster.Front.IngestAsync([.. life.Skip(10)], Stop).AsTask();
        go.SetResult();

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => first);
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => second);
        Assert.Equal(0, (await _cluster.Store.ReadTotalsAsync(Stop)).Transactions);

        await _cluster.Front.IngestAsync(life, Stop);
        Assert.Equal(life, _cluster.Store.Stored(life[0].CustomerId).Log.Select(entry => entry.Transaction));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Calls_that_nobody_waits_for_any_more_end_at_once_and_do_not_block_those_after_them(params int[] order)
    {
        var life = Lives.OfOne;
        List<CancellationTokenSource> ended = [.. order.Select(_ => new CancellationTokenSource())];
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Store.Before = _ => go.Task;
        var first = _cluster.Front.IngestAsync([.. life.Take(10)], Stop).AsTask();
        List<Task> brokenOff = [.. ended.Select((source, i) => _cluster.Front.IngestAsync([.. life.Skip(10 * (i + 1)).Take(10)], source.Token).AsTask())];
        foreach (var i in order)
        {
            await ended[i].CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => brokenOff[i]);
        }

        Assert.Equal(10, _cluster.Front.Used);

        var again = _cluster.Front.IngestAsync(life, Stop).AsTask();
        go.SetResult();
        await first;
        await again;

        Assert.Equal(life, _cluster.Store.Stored(life[0].CustomerId).Log.Select(entry => entry.Transaction));
        Assert.Equal(0, _cluster.Front.Used);
        ended.ForEach(source => source.Dispose());
    }

    [Fact]
    public async Task What_is_sent_again_behind_a_call_that_failed_and_one_broken_off_is_taken()
    {
        var life = Lives.OfOne;
        using var ended = new CancellationTokenSource();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Store.Before = async _ =>
        {
            await go.Task;
            throw new StoreException("a cable was pulled");
        };
        var first = _cluster.Front.IngestAsync([.. life.Take(10)], Stop).AsTask();
        var second = _cluster.Front.IngestAsync([.. life.Skip(10).Take(10)], ended.Token).AsTask();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        go.SetResult();
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => first);

        _cluster.Store.Before = static _ => Task.CompletedTask;
        await _cluster.Front.IngestAsync(life, Stop);

        Assert.Equal(life, _cluster.Store.Stored(life[0].CustomerId).Log.Select(entry => entry.Transaction));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_queued_up_behind_a_call_that_was_broken_off_does_not_overtake_it(int breaksOff)
    {
        var life = Lives.OfOne;
        using var ended = new CancellationTokenSource();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var commits = 0;
        _cluster.Store.Before = async call =>
        {
            await go.Task.WaitAsync(breaksOff == 0 ? ended.Token : Stop);
            // Whoever is told to stop may be done all the same; here it stops.
            if (call.Kind == StoreCallKind.Commit && commits++ == breaksOff)
                ended.Token.ThrowIfCancellationRequested();
        };
        Task[] calls = [.. Enumerable.Range(0, 3).Select(i => _cluster.Front.IngestAsync([.. life.Skip(10 * i).Take(10)], i == breaksOff ? ended.Token : Stop).AsTask())];
        await ended.CancelAsync();
        go.TrySetResult();

        for (var i = 0; i < calls.Length; i++)
        {
            if (i < breaksOff)
                await calls[i];
            else if (i == breaksOff)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[breaksOff]);
            else
                Assert.Equal(life[0].CustomerId, (await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls[i])).CustomerId);
        }

        _cluster.Store.Before = static _ => Task.CompletedTask;
        await _cluster.Front.IngestAsync(life, Stop);
        Assert.Equal(life, _cluster.Store.Stored(life[0].CustomerId).Log.Select(entry => entry.Transaction));
    }

    private void HasEverything()
    {
        foreach (var customer in Lives.OfEight.GroupBy(t => t.CustomerId))
            Assert.Equal(customer, _cluster.Store.Stored(customer.Key).Log.Select(entry => entry.Transaction));
    }
}
