using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class DamagedStateTests : IDisposable
{
    private const string Victim = "c000003";
    private static readonly List<Transaction> Stream = RandomPopulation.Of(12, 20, 120);
    private readonly ManualTime _time = new(RandomPopulation.Start.AddDays(130));
    private readonly MemoryStore _kept = new(keepsLog: true);
    private readonly FaultyStore _store;

    public DamagedStateTests() => _store = new FaultyStore(_kept);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_state_is_made_anew_from_the_log_and_nothing_differs(bool isAskedFirst)
    {
        await FeedHalfAsync();
        var no = _kept.ReadCustomers().Single(c => c.Id == Victim).No;
        byte[]? intact = null;
        _store.Damages = (customer, state) => customer == no && state is not null && (intact ??= state).AsSpan().SequenceEqual(state) ? [1] : state;
        await using (var engine = await StartAsync())
        {
            if (isAskedFirst)
                Assert.NotNull(await engine.GetCustomerAsync(Victim, Token));
            await engine.IngestAsync(Stream, [], Token);

            var health = engine.GetHealth().Single(p => p.Part == "engine");
            Assert.True(health.Healthy);
            Assert.Contains("1 damaged customer states made anew from the log, 0 customers refused", health.Detail, StringComparison.Ordinal);
        }

        Assert.NotNull(intact);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
        Assert.Empty((await StoreVerification.RunAsync(_kept, null, Token)).Differences);
    }

    [Fact]
    public async Task A_customer_whose_log_is_damaged_too_is_refused_and_nobody_else()
    {
        await FeedHalfAsync();
        var no = _kept.ReadCustomers().Single(c => c.Id == Victim).No;
        _store.Damages = (customer, state) => customer == no ? [1] : state;
        _store.Loses = e => e.Entry.CustomerNo == no;
        await using var engine = await StartAsync();

        var outcomes = await engine.IngestAsync(Stream, [], Token);

        for (var i = 0; i < Stream.Count; i++)
        {
            if (Stream[i].CustomerId == Victim)
                Assert.Contains("its log does not lead to one", outcomes[i].Error, StringComparison.Ordinal);
            else
                Assert.NotEqual(Applied.TooLate, outcomes[i].Applied);
        }

        Assert.Equal(Stream.Count(t => t.CustomerId == Victim), engine.GetStats().DeadLetters);
        Assert.Contains("1 customers refused", engine.GetHealth().Single(p => p.Part == "engine").Detail, StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.GetCustomerAsync(Victim, Token));
        Assert.Contains(Victim, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((true, Victim), (refusal.IsPermanent, refusal.CustomerId));
        var many = await engine.AssessAsync([Victim, "c000004", "nobody"], Token);
        Assert.Equal((null, refusal.Message), (many[0].Assessment, many[0].Unavailable));
        Assert.NotNull(many[1].Assessment);
        Assert.Equal(default, many[2]);
        Assert.NotNull(await engine.GetCustomerAsync("c000004", Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_does_not_wait_until_a_damaged_state_is_made_anew_and_nothing_is_lost(bool isAskedFirst)
    {
        await FeedHalfAsync();
        var no = _kept.ReadCustomers().Single(c => c.Id == Victim).No;
        var (scanning, stopping) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
        var scanned = 0;
        var engine = await StartAsync();
        _store.Damages = (customer, state) => customer == no ? [1] : state;
        _store.Loses = _ =>
        {
            scanned++;
            scanning.TrySetResult();
            stopping.Wait(Token);
            return false;
        };
        var asked = isAskedFirst ? engine.GetCustomerAsync(Victim, Token).AsTask() : (Task)engine.IngestAsync(Stream, [], Token).AsTask();

        await scanning.Task;
        var stopped = engine.DisposeAsync().AsTask();
        stopping.Set();
        await stopped;

        Assert.Equal(1, scanned);
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => asked);
        (_store.Damages, _store.Loses) = ((_, state) => state, _ => false);
        await using (var again = await StartAsync())
            await again.IngestAsync(Stream, [], Token);
        Assert.Equal(Stream.Count, _kept.ReadTotals().Transactions);
        Assert.Empty((await StoreVerification.RunAsync(_kept, null, Token)).Differences);
        stopping.Dispose();
    }

    [Fact]
    public async Task A_verification_that_is_stopped_reads_no_log_to_its_end_for_a_damaged_state()
    {
        await FeedHalfAsync();
        var no = _kept.ReadCustomers().Single(c => c.Id == Victim).No;
        using var stop = new CancellationTokenSource();
        var (scanned, log) = (0, _kept.ReadLog(0).Count());
        _store.Damages = (customer, state) => customer == no ? [1] : state;
        _store.Loses = _ =>
        {
            // After the replay of the whole log it is read for the damaged customer.
            if (++scanned == log + 1)
                stop.Cancel();
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreVerification.RunAsync(_store, null, stop.Token));

        Assert.Equal(log + 1, scanned);
    }

    private async Task FeedHalfAsync()
    {
        await using var engine = await StartAsync();
        await engine.IngestAsync(Stream[..(Stream.Count / 2)], [], Token);
    }

    private Task<RiskEngine> StartAsync() =>
        RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event }, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
