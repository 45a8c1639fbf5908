using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

/// <summary>What is taken before it is committed is bounded: whoever brings more waits for room.</summary>
public sealed class QueueRoomTests : IDisposable
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(12, 20, 120);

    private readonly ManualTime _time = new(RandomPopulation.Start.AddDays(130));
    private readonly MemoryStore _kept = new(keepsLog: true);
    private readonly FaultyStore _store;

    public QueueRoomTests() => _store = new FaultyStore(_kept);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

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

    private Task<RiskEngine> StartAsync(EngineOptions options) => RiskEngine.StartAsync(options, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
