using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class FailureTests : IDisposable
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(12, 20, 120);

    private readonly ManualTime _time = new(RandomPopulation.Start.AddDays(130));
    private readonly MemoryStore _kept = new(keepsLog: true);
    private readonly FaultyStore _store;

    public FailureTests() => _store = new FaultyStore(_kept);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_commit_that_fails_is_repeated_and_nobody_notices()
    {
        var failures = 3;
        _store.FailsBefore = () => Interlocked.Decrement(ref failures) >= 0;
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });

        var outcomes = await engine.IngestAsync(Stream, [], Token);

        Assert.Equal(Stream.Count, outcomes.Count);
        Assert.True(failures < 0);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
        Assert.All(engine.GetHealth(), p => Assert.True(p.Healthy));
    }

    [Fact]
    public async Task A_store_that_is_lost_for_good_stops_the_engine_and_callers_hear_why()
    {
        _store.FailsForGood = () => true;
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });

        var refusal = await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.IngestAsync(Stream[..10], [], Token));

        Assert.True(refusal.IsPermanent);
        Assert.Contains("taken over", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("taken over", engine.GetHealth().Single(p => p.Part == "engine").Detail, StringComparison.Ordinal);
        Assert.Equal(0, _kept.ReadTotals().Commits);
    }

    [Fact]
    public async Task A_commit_whose_answer_got_lost_is_not_made_twice()
    {
        var failures = 3;
        _store.FailsAfter = () => Interlocked.Decrement(ref failures) >= 0;
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });

        foreach (var batch in Stream.Chunk(100))
            await engine.IngestAsync(batch, [], Token);

        Assert.True(failures < 0);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
        Assert.Equal(_kept.ReadTotals().Position, _kept.ReadLog(0).Count());
    }

    [Fact]
    public async Task A_store_that_keeps_failing_is_told_and_nothing_is_lost_when_it_works_again()
    {
        var failing = true;
        using var failed = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            if (Volatile.Read(ref failing))
                failed.Release();
            return Volatile.Read(ref failing);
        };
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var waiting = engine.IngestAsync(Stream[..50], [], Token).AsTask();
        await failed.WaitAsync(Token);
        await failed.WaitAsync(Token);
        Assert.False(waiting.IsCompleted);
        Assert.False(engine.GetHealth().Single(p => p.Part == "store").Healthy);
        Assert.False(engine.IsBusy(out _));

        _time.Advance(TimeSpan.FromSeconds(6));

        var refusal = await Assert.ThrowsAsync<ServiceUnavailableException>(() => waiting);
        Assert.Contains("the disk is full", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.IngestAsync(Stream[..1], [], Token));
        Assert.True(engine.IsBusy(out var retryAfter));
        Assert.True(retryAfter > TimeSpan.Zero);
        Assert.Equal(0, _kept.ReadTotals().Transactions);

        Volatile.Write(ref failing, false);
        await UntilAsync(() => engine.GetHealth().All(p => p.Healthy));
        await engine.IngestAsync(Stream, [], Token);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
        Assert.Equal(50, engine.GetStats().Duplicates);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_holds_work_up_and_loses_nothing()
    {
        await using (var first = await StartAsync(new EngineOptions { Clock = ClockKind.Event }))
            await first.IngestAsync(Stream[..500], [], Token);
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var failures = 4;
        _store.FailsReading = () => Interlocked.Decrement(ref failures) >= 0;

        await engine.IngestAsync(Stream, [], Token);

        Assert.True(failures < 0);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_for_long_is_told_and_work_goes_on_when_it_can()
    {
        await using (var first = await StartAsync(new EngineOptions { Clock = ClockKind.Event }))
            await first.IngestAsync(Stream[..500], [], Token);
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var failing = true;
        using var failed = new SemaphoreSlim(0);
        _store.FailsReading = () => FailsWhile(ref failing, failed);
        var waiting = engine.IngestAsync(Stream, [], Token).AsTask();
        await failed.WaitAsync(Token);
        await UntilAsync(() => !engine.GetHealth().Single(p => p.Part == "store").Healthy);
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(6));

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => waiting);
        Assert.True(engine.IsBusy(out _));
        Volatile.Write(ref failing, false);
        await UntilAsync(() => engine.GetHealth().All(p => p.Healthy));
        await engine.IngestAsync(Stream, [], Token);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
    }

    [Fact]
    public async Task Stopping_gives_up_on_a_store_that_cannot_be_read()
    {
        await using (var first = await StartAsync(new EngineOptions { Clock = ClockKind.Event }))
            await first.IngestAsync(Stream[..500], [], Token);
        var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var failing = true;
        using var failed = new SemaphoreSlim(0);
        _store.FailsReading = () => FailsWhile(ref failing, failed);
        var waiting = engine.IngestAsync(Stream[400..], [], Token).AsTask();
        await failed.WaitAsync(Token);
        await UntilAsync(() => !engine.GetHealth().Single(p => p.Part == "store").Healthy);
        _time.Advance(TimeSpan.FromSeconds(6));

        await engine.DisposeAsync().AsTask().WaitAsync(Token);

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => waiting);
        Assert.Equal(500, _kept.ReadTotals().Transactions);
    }

    [Fact]
    public async Task Whoever_brings_more_than_there_is_room_for_waits()
    {
        using var release = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            release.Wait(Token);
            return false;
        };
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, QueueCapacity = 200, MaxBatch = 20, Partitions = 1 });

        var requests = Stream.Chunk(40).Select(batch => engine.IngestAsync(batch, [], Token).AsTask()).ToList();

        // Nothing is committed yet: what waits inside is bounded, the rest is still the callers'.
        Assert.All(requests, r => Assert.False(r.IsCompleted));
        Assert.InRange(engine.GetStats().Queued, 160, 200);
        Assert.True(engine.IsBusy(out var retryAfter));
        Assert.InRange(retryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        release.Release(100_000);
        await Task.WhenAll(requests);

        // Those who came first went first, so nothing came too late.
        Assert.Equal((Stream.Count, 0), (_kept.ReadTotals().Transactions, _kept.ReadTotals().DeadLetters));
        Assert.False(engine.IsBusy(out _));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(7)]
    public async Task Calls_made_one_after_another_keep_their_order_however_long_they_wait_for_room(int queueCapacity)
    {
        // More than the room and more than a quarter of it, so that one call enters in several runs.
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, QueueCapacity = queueCapacity, MaxBatch = 20, Partitions = 3 });
        var calls = new List<Task>();
        foreach (var batch in Stream.Chunk(150))
        {
            calls.Add(engine.IngestAsync(batch, [], Token).AsTask());

            // Now and then room comes free while somebody asks for it.
            if (calls.Count % 3 == 0)
                await calls[^3];
        }

        await Task.WhenAll(calls);

        var logged = _kept.ReadLog(0).Where(e => e.Entry.Transaction is not null).Select(e => e.Entry.Transaction!).ToLookup(t => t.CustomerId, t => t.TransactionId);
        Assert.All(Stream.GroupBy(t => t.CustomerId, t => t.TransactionId), own => Assert.Equal(own, logged[own.Key]));
    }

    [Fact]
    public async Task Whoever_waits_for_room_hears_that_the_engine_stopped()
    {
        using var release = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            release.Wait(Token);
            throw new InvalidOperationException("no failure that a store may have");
        };
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, QueueCapacity = 40 });
        var requests = Stream[..200].Chunk(10).Select(batch => engine.IngestAsync(batch, [], Token).AsTask()).ToList();
        Assert.All(requests, r => Assert.False(r.IsCompleted));

        release.Release();

        foreach (var request in requests)
            await Assert.ThrowsAsync<ServiceUnavailableException>(() => request.WaitAsync(Token));
        await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.IngestAsync(Stream[..1], [], Token));
        Assert.False(engine.GetHealth().Single(p => p.Part == "engine").Healthy);
    }

    [Fact]
    public async Task Whoever_waits_for_room_hears_that_the_engine_is_being_stopped()
    {
        using var release = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            release.Wait(Token);
            return false;
        };
        var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, QueueCapacity = 40 });
        var requests = Stream[..80].Chunk(10).Select(batch => engine.IngestAsync(batch, [], Token).AsTask()).ToList();

        var stopping = engine.DisposeAsync().AsTask();

        foreach (var request in requests[4..])
            await Assert.ThrowsAsync<ServiceUnavailableException>(() => request.WaitAsync(Token));
        release.Release(100_000);
        await Task.WhenAll(requests[..4]).WaitAsync(Token);
        await stopping.WaitAsync(Token);
        Assert.Equal(40, _kept.ReadTotals().Transactions);
    }

    [Fact]
    public async Task A_caller_may_stop_waiting_for_room()
    {
        using var release = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            release.Wait(Token);
            return false;
        };
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, QueueCapacity = 40 });
        var first = engine.IngestAsync(Stream[..40], [], Token).AsTask();
        using var cancel = new CancellationTokenSource();
        var second = engine.IngestAsync(Stream[40..50], [], cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        release.Release(100_000);
        await first;
        await engine.IngestAsync(Stream[40..80], [], Token);
        Assert.Equal(80, _kept.ReadTotals().Transactions);
    }

    [Fact]
    public async Task Stopping_gives_up_on_a_store_that_keeps_failing()
    {
        using var failed = new SemaphoreSlim(0);
        _store.FailsBefore = () =>
        {
            failed.Release();
            return true;
        };
        var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var waiting = engine.IngestAsync(Stream[..50], [], Token).AsTask();
        await failed.WaitAsync(Token);
        await UntilAsync(() => !engine.GetHealth().Single(p => p.Part == "store").Healthy);
        _time.Advance(TimeSpan.FromSeconds(6));

        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => waiting);
        Assert.Equal(0, _kept.ReadTotals().Transactions);
    }

    private static bool FailsWhile(ref bool failing, SemaphoreSlim failed)
    {
        var fails = Volatile.Read(ref failing);
        if (fails)
            failed.Release();
        return fails;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<RiskEngine> StartAsync(EngineOptions options) => RiskEngine.StartAsync(options, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
