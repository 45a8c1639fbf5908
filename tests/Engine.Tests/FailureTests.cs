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
