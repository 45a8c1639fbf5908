using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage;

namespace PreDelinquency.Engine.Tests;

public sealed class PastFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(RandomPopulation.Start.AddDays(-1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, ClockKind.Event)]
    [InlineData(2, ClockKind.Event)]
    [InlineData(3, ClockKind.Wall)]
    [InlineData(4, ClockKind.Wall)]
    public async Task As_of_a_moment_the_features_are_to_the_bit_those_that_were_served_then(int seed, ClockKind clock)
    {
        var random = new Random(seed);
        var served = new Dictionary<(string Customer, DateTimeOffset Moment), CustomerView>();
        var latest = new Dictionary<string, DateTimeOffset>();
        var late = 0;
        var stream = Disordered(random, RandomPopulation.Of(seed, 5, 100));
        using (var store = OpenStore())
        {
            await using var engine = await StartAsync(store, clock);
            foreach (var transaction in stream)
            {
                LiveUntil(transaction.Timestamp);
                var id = transaction.CustomerId;
                Assert.Equal(Applied.Accepted, Assert.Single(await engine.IngestAsync([transaction], [], Token)).Applied);
                late += transaction.Timestamp < latest.GetValueOrDefault(id) ? 1 : 0;
                latest[id] = latest.GetValueOrDefault(id) > transaction.Timestamp ? latest[id] : transaction.Timestamp;

                // The log tells the order of arrival and not its time: what came late counts from here on.
                foreach (var superseded in served.Keys.Where(k => k.Customer == id && k.Moment >= latest[id]).ToList())
                    served.Remove(superseded);
                await ServeAsync(id);
                await ServeAsync(latest.Keys.ElementAt(random.Next(latest.Count)));
            }

            Assert.True(late > 10 && served.Count > stream.Count, $"{late} late, {served.Count} served");
            await CompareAsync(engine);

            async Task ServeAsync(string id)
            {
                var view = (await engine.GetCustomerAsync(id, Token))!;
                served[(id, view.Assessment.ScoredAt)] = view;
                var present = (await engine.GetFeaturesAsync(id, null, Token))!;
                Assert.Equal((view.Assessment.ScoredAt, view.TransactionCount), (present.AsOf, present.TransactionCount));
                Assert.Equal(Bits(view.Features), Bits(present.Features));
            }
        }

        // The engine that answers now never saw the present of then.
        using var reopened = OpenStore();
        await using var restarted = await StartAsync(reopened, clock);
        await CompareAsync(restarted);

        async Task CompareAsync(RiskEngine engine)
        {
            var scores = new Dictionary<string, IReadOnlyList<ScorePoint>>();
            foreach (var ((id, moment), view) in served)
            {
                if (!scores.TryGetValue(id, out var recorded))
                    scores.Add(id, recorded = (await engine.GetHistoryAsync(id, null, 1000, Token))!.Scores.Items);
                var past = (await engine.GetFeaturesAsync(id, PastMoment.At(moment), Token))!;

                Assert.Equal((id, moment, view.TransactionCount, view.Assessment.Score.Maturity), (past.CustomerId, past.AsOf, past.TransactionCount, past.Maturity));
                Assert.Equal(Bits(view.Features), Bits(past.Features));
                Assert.Equal(recorded.First(s => s.At <= moment), past.Score);
            }
        }
    }

    [Fact]
    public async Task What_arrived_late_is_not_in_what_was_served_before_it_arrived()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using var engine = await StartAsync(store, ClockKind.Event);
        var own = RandomPopulation.Of(5, 1, 90);
        var (late, rest) = (own[^6], own.Where((_, i) => i != own.Count - 6).ToList());
        await engine.IngestAsync(rest, [], Token);
        var before = (await engine.GetFeaturesAsync(late.CustomerId, PastMoment.At(rest[^2].Timestamp), Token))!;

        Assert.Equal(Applied.Accepted, Assert.Single(await engine.IngestAsync([late], [], Token)).Applied);

        var after = (await engine.GetFeaturesAsync(late.CustomerId, PastMoment.At(rest[^2].Timestamp), Token))!;
        Assert.True(late.Timestamp < rest[^2].Timestamp);
        Assert.Equal(rest.Count - 1, after.TransactionCount);
        Assert.Equal(Bits(before.Features), Bits(after.Features));
        Assert.Equal(own.Count, (await engine.GetFeaturesAsync(late.CustomerId, PastMoment.At(rest[^1].Timestamp), Token))!.TransactionCount);
    }

    [Fact]
    public async Task At_the_end_of_a_day_the_features_are_made_of_all_that_its_local_date_holds_and_nothing_later()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using var engine = await StartAsync(store, ClockKind.Event);
        var own = RandomPopulation.Of(6, 1, 60);
        var offset = own[^1].Timestamp.Offset;
        var last = DateOnly.FromDateTime(own[^1].Timestamp.DateTime);

        // Midnight itself is of the day that begins.
        own.Add(own[^1] with { TransactionId = "midnight", Timestamp = new DateTimeOffset(last.AddDays(2), TimeOnly.MinValue, offset) });
        await engine.IngestAsync(own, [], Token);

        for (var day = DateOnly.FromDateTime(own[0].Timestamp.DateTime).AddDays(-1); day <= last.AddDays(4); day = day.AddDays(1))
        {
            var past = (await engine.GetFeaturesAsync(own[0].CustomerId, PastMoment.EndOf(day), Token))!;
            var (behaviour, features) = (new RollingBehaviour(), new double[FeatureCatalogue.Count]);
            foreach (var transaction in own.TakeWhile(t => TransactionRules.DayOf(t.Timestamp) <= day.DayNumber))
                behaviour.Apply(transaction);
            Assert.Equal(behaviour.TransactionCount, past.TransactionCount);
            if (behaviour.TransactionCount == 0)
            {
                Assert.Null(past.Day);
                continue;
            }

            behaviour.Features(day.DayNumber, features);
            Assert.Equal((day, new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, behaviour.LatestOffset)), (past.Day, past.AsOf));
            Assert.Equal(Bits(features), Bits(past.Features));
        }

        // At the midnight that ends the day, what happens at midnight counts already.
        var moment = (await engine.GetFeaturesAsync(own[0].CustomerId, PastMoment.At(new DateTimeOffset(last.AddDays(2), TimeOnly.MinValue, offset)), Token))!;
        Assert.Equal((last.AddDays(2), own.Count), (moment.Day, moment.TransactionCount));
    }

    [Fact]
    public async Task Nothing_that_happens_after_a_moment_is_in_its_features()
    {
        var clean = RandomPopulation.Of(9, 4, 120);
        var turn = clean[clean.Count * 2 / 3].Timestamp;
        List<Transaction> poisoned =
        [
            .. clean.Select(t => t.Timestamp <= turn ? t : t with
            {
                Amount = new Money((t.Amount.TenThousandths * 7) + 1_230_000),
                Category = Category.Gambling,
                Status = TransactionStatus.Completed,
                BalanceAfter = new Money(-50_000_000),
            }),
        ];
        var (then, end) = await FeaturesAsync(clean);
        var (thenPoisoned, endPoisoned) = await FeaturesAsync(poisoned);
        var (thenAlone, _) = await FeaturesAsync([.. clean.Where(t => t.Timestamp <= turn)]);

        Assert.Equal(then, thenPoisoned);
        Assert.Equal(then, thenAlone);
        Assert.All(end.Zip(endPoisoned), pair => Assert.NotEqual(pair.First, pair.Second));

        async Task<(List<string> Then, List<string> End)> FeaturesAsync(List<Transaction> transactions)
        {
            using var store = new MemoryStore(keepsLog: true);
            await using var engine = await StartAsync(store, ClockKind.Event);
            await engine.IngestAsync(transactions, [], Token);
            var (atTurn, atEnd) = (new List<string>(), new List<string>());
            foreach (var id in clean.Select(t => t.CustomerId).Distinct().Order(StringComparer.Ordinal))
            {
                atTurn.Add(string.Join(' ', (await engine.GetFeaturesAsync(id, PastMoment.At(turn), Token))!.Features.Select(BitConverter.DoubleToInt64Bits)));
                atEnd.Add(string.Join(' ', (await engine.GetFeaturesAsync(id, PastMoment.At(transactions[^1].Timestamp), Token))!.Features.Select(BitConverter.DoubleToInt64Bits)));
            }

            return (atTurn, atEnd);
        }
    }

    [Fact]
    public async Task Long_after_the_latest_event_the_features_stand_still()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using var engine = await StartAsync(store, ClockKind.Event);
        var own = RandomPopulation.Of(6, 1, 90);
        await engine.IngestAsync(own, [], Token);
        var (id, latest) = (own[0].CustomerId, own[^1].Timestamp);

        var dormant = (await engine.GetFeaturesAsync(id, PastMoment.At(latest.AddDays(Customer.DormantAfterDays)), Token))!;
        var later = (await engine.GetFeaturesAsync(id, PastMoment.At(latest.AddDays(400)), Token))!;

        Assert.Equal(Bits(dormant.Features), Bits(later.Features));
        Assert.NotEqual(Bits((await engine.GetFeaturesAsync(id, PastMoment.At(latest), Token))!.Features), Bits(later.Features));
    }

    [Fact]
    public async Task Before_the_first_event_there_is_nothing_and_of_nobody_there_is_no_answer()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using var engine = await StartAsync(store, ClockKind.Event);
        var own = RandomPopulation.Of(7, 1, 10);
        await engine.IngestAsync(own, [], Token);

        var past = await engine.GetFeaturesAsync(own[0].CustomerId, PastMoment.At(own[0].Timestamp.AddMilliseconds(-1)), Token);

        Assert.Equal((0, 0, null), (past!.TransactionCount, past.Features.Count, past.Score));
        Assert.Equal(1, (await engine.GetFeaturesAsync(own[0].CustomerId, PastMoment.At(own[0].Timestamp), Token))!.TransactionCount);
        Assert.Null(await engine.GetFeaturesAsync("nobody", PastMoment.At(own[0].Timestamp), Token));
        Assert.Null(await engine.GetFeaturesAsync("nobody", null, Token));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_says_so()
    {
        using var store = new FaultyStore(new MemoryStore(keepsLog: true));
        await using var engine = await StartAsync(store, ClockKind.Event);
        var own = RandomPopulation.Of(8, 1, 10);
        await engine.IngestAsync(own, [], Token);
        store.FailsReading = () => true;

        var error = await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.GetFeaturesAsync(own[0].CustomerId, PastMoment.At(own[3].Timestamp), Token));

        Assert.Contains("a cable was pulled while reading", error.Message, StringComparison.Ordinal);
    }

    // Everybody's transactions in order of time, but one in ten comes up to six days late.
    private static List<Transaction> Disordered(Random random, List<Transaction> stream) =>
        [.. stream.Select((t, i) => (Transaction: t, Arrives: random.Next(10) == 0 ? t.Timestamp.AddHours(random.Next(6 * 24)) : t.Timestamp, i))
            .OrderBy(e => e.Arrives).ThenBy(e => e.i).Select(e => e.Transaction)];

    private static long[] Bits(IReadOnlyList<double> features) => [.. features.Select(BitConverter.DoubleToInt64Bits)];

    private SqliteStore OpenStore() => SqliteStore.Open(new SqliteStoreOptions(_folder.Path) { Durability = Durability.ProcessCrash, RowsPerBlock = 64 });

    private Task<RiskEngine> StartAsync(IStore store, ClockKind clock) =>
        RiskEngine.StartAsync(new EngineOptions { Clock = clock, Partitions = 2, MaxActiveCustomers = 3 }, store, Models.Nervous, _time, NullLogger<RiskEngine>.Instance, Token);

    private void LiveUntil(DateTimeOffset moment)
    {
        var passes = moment - _time.GetUtcNow();
        if (passes > TimeSpan.Zero)
            _time.Advance(passes);
    }
}
