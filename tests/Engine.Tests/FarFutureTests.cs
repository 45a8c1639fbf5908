using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class FarFutureTests : IDisposable
{
    private static readonly Transaction Sample = RandomPopulation.Of(1, 1, 1, slots: Slots.Count) is [var first, ..] ? first : throw new InvalidOperationException("Nothing happened.");
    private readonly MemoryStore _store = new(keepsLog: true);
    private readonly ManualTime _time = new(RandomPopulation.Start);
    private int _number;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_sender_of_wrong_dates_does_not_move_the_present_on_and_on(int customers)
    {
        await using (var engine = await StartAsync())
        {
            await AdvanceTogetherAsync(engine, days: 5);
            var before = engine.Now;
            var at = before;
            var accepted = 0;
            for (var post = 0; post < 300; post++)
            {
                at = engine.Now + TransactionRules.FutureTolerance;
                accepted += await TryAsync(engine, $"faulty{post % customers}", at.AddHours(post)) ? 1 : 0;
                accepted += await TryAsync(engine, $"faulty{post % customers}", at) ? 1 : 0;
            }

            Assert.Equal(301, accepted);
            Assert.Equal(before, engine.Now);
            Assert.Equal(before + TransactionRules.FutureTolerance, (await engine.AssessAsync("c0", Token))!.ScoredAt);
        }

        await using var again = await StartAsync();
        Assert.False(await TryAsync(again, "faulty0", again.Now.AddDays(3)));
        Assert.Equal(RandomPopulation.Start.AddDays(5), again.Now);
    }

    [Fact]
    public async Task A_stream_may_run_years_ahead_of_the_real_time_where_its_customers_do()
    {
        await using var engine = await StartAsync();

        await AdvanceTogetherAsync(engine, days: 800);

        Assert.Equal(RandomPopulation.Start.AddDays(800), engine.Now);
    }

    [Fact]
    public async Task Years_of_history_are_no_future_on_either_clock()
    {
        await using var engine = await StartAsync();

        for (var day = -3000; day <= 0; day += 30)
            Assert.True(await TryAsync(engine, "one", RandomPopulation.Start.AddDays(day)));
    }

    private async Task AdvanceTogetherAsync(RiskEngine engine, int days)
    {
        for (var day = 1; day <= days; day++)
        {
            for (var customer = 0; customer < 4; customer++)
                Assert.True(await TryAsync(engine, $"c{customer}", RandomPopulation.Start.AddDays(day)));
        }
    }

    // As whatever takes transactions in does.
    private async Task<bool> TryAsync(RiskEngine engine, string customerId, DateTimeOffset at)
    {
        var transaction = Sample with { CustomerId = customerId, TransactionId = $"t{++_number}", Timestamp = at, DueDate = null };
        if (TransactionRules.Violation(transaction, engine.Now) is not null)
            return false;
        await engine.IngestAsync([transaction], [], Token);
        return true;
    }

    private Task<RiskEngine> StartAsync() =>
        RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 2 }, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
