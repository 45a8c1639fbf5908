using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class ClockSetBackTests
{
    private const int Days = 100;
    private static readonly List<Transaction> Stream = RandomPopulation.Of(21, 12, Days + 4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-30, false)]
    [InlineData(-30, true)]
    [InlineData(-24 * 400, false)]
    [InlineData(-24 * 400, true)]
    public async Task A_clock_set_back_for_a_while_leads_to_the_scores_and_interventions_it_would_have_led_to(int hours, bool restarts)
    {
        var expected = await LiveAsync(TimeSpan.Zero, restarts: false);

        var actual = await LiveAsync(TimeSpan.FromHours(hours), restarts);

        Assert.Equal(expected, actual);
        Assert.NotEmpty(expected);
    }

    // Lives up to a day, has the clock set wrong for a while, and right again. Everything is taken all the while.
    private static async Task<List<string>> LiveAsync(TimeSpan wrong, bool restarts)
    {
        using var store = new MemoryStore(keepsLog: true);
        var time = new ManualTime(RandomPopulation.Start.AddDays(Days));
        var engine = await StartAsync(store, time);
        await TakeAsync(engine, t => t.Timestamp < RandomPopulation.Start.AddDays(Days));
        time.Advance(TimeSpan.FromHours(25));
        await TakeAsync(engine, t => t.Timestamp >= RandomPopulation.Start.AddDays(Days) && t.Timestamp < time.GetUtcNow());

        time.SetWrong(wrong);
        if (restarts)
        {
            await engine.DisposeAsync();
            engine = await StartAsync(store, time);
        }

        var real = RandomPopulation.Start.AddDays(Days).AddHours(25);
        for (var hour = 0; hour < 3; hour++, real = real.AddHours(1))
        {
            await TakeAsync(engine, t => t.Timestamp >= real && t.Timestamp < real.AddHours(1));
            time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(0, engine.GetStats().TransactionsPerSecond);
        }

        time.SetWrong(TimeSpan.Zero);
        for (; real < Stream[^1].Timestamp; real = real.AddHours(1))
        {
            await TakeAsync(engine, t => t.Timestamp >= real && t.Timestamp < real.AddHours(1));
            time.Advance(TimeSpan.FromHours(1));
        }

        await engine.DisposeAsync();
        Assert.Empty((await StoreVerification.RunAsync(store, null, Token)).Differences);
        return await FollowedAsync(store);
    }

    private static async Task TakeAsync(RiskEngine engine, Func<Transaction, bool> which)
    {
        foreach (var outcome in await engine.IngestAsync([.. Stream.Where(which)], [], Token))
            Assert.Equal(new IngestOutcome(Applied.Accepted, null), outcome);
    }

    private static async Task<List<string>> FollowedAsync(MemoryStore store)
    {
        var all = new List<string>();
        foreach (var customer in store.ReadCustomers())
            all.AddRange((await store.ReadScoresAsync(customer.No, null, 100_000, Token)).Items.Select(s => $"{customer.Id} {s}"));
        all.AddRange((await store.ReadInterventionsAsync(0, 100_000, Token)).Select(i => $"{i.Intervention.InterventionId} {i.Intervention.At:O} {i.Intervention.Level}"));
        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static Task<RiskEngine> StartAsync(MemoryStore store, ManualTime time) =>
        RiskEngine.StartAsync(new EngineOptions { Partitions = 2 }, store, Models.Nervous, time, NullLogger.Instance, Token);
}
