using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class DayObservationTests
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(17, 25, 460);
    private static readonly ModelBundle Watched = Models.Nervous.With(Reference());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_customer_counts_once_a_day_whatever_the_batches_and_the_crashes_of_the_way()
    {
        using var store = new MemoryStore(keepsLog: true);
        var random = new Random(4);
        for (var from = 0; from < Stream.Count;)
        {
            var engine = await StartAsync(store);
            for (var batches = random.Next(1, 5); batches > 0 && from < Stream.Count; batches--)
            {
                var count = Math.Min(random.Next(1, 200), Stream.Count - from);
                await engine.IngestAsync(Stream.GetRange(from, count), [], Token);
                from += count;
            }

            await engine.DisposeAsync();
        }

        // One customer after the other, alone, as the same code is fed by a list.
        var expected = new SortedDictionary<int, PopulationCounts>();
        var observer = new Expected(expected);
        foreach (var customer in Stream.GroupBy(t => t.CustomerId))
        {
            var (lone, effects) = (new Customer(customer.Key), new CustomerEffects { Observer = observer });
            foreach (var transaction in customer)
                lone.Apply(transaction, Watched, effects);
        }

        // Ticks add days on which nothing happened; on all other days the counts are those of the customers alone.
        var observed = store.ReadObservedDays(DateOnly.MinValue).ToDictionary(o => o.Day.DayNumber, o => Total(o.Counts));
        foreach (var (day, counts) in expected)
            Assert.True(observed[day] >= Total(counts), $"{day}");
        var customers = Stream.Select(t => t.CustomerId).Distinct().Count();
        Assert.All(observed.Values, count => Assert.InRange(count, 1, customers));
        var last = Stream.Max(t => TransactionRules.DayOf(t.Timestamp));
        Assert.Equal(customers, observed[last - 30]);

        // Habits of the first year are not those of training.
        Assert.True(observed.Keys.Min() >= Stream.Min(t => TransactionRules.DayOf(t.Timestamp)) + PopulationCounts.LeastHistoryDays);
    }

    [Fact]
    public async Task History_and_a_model_without_a_reference_are_not_counted()
    {
        using var live = new MemoryStore(keepsLog: false);
        await using (var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Wall, Partitions = 1 }, live, Watched, new ManualTime(RandomPopulation.Start.AddYears(3)), NullLogger.Instance, Token))
            await engine.IngestAsync(Stream, [], Token);
        using var bare = new MemoryStore(keepsLog: false);
        await using (var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 1 }, bare, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token))
            await engine.IngestAsync(Stream, [], Token);

        Assert.Empty(live.ReadObservedDays(DateOnly.MinValue));
        Assert.Empty(bare.ReadObservedDays(DateOnly.MinValue));
    }

    [Fact]
    public async Task Missed_payments_are_kept_and_those_of_strangers_come_back()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using var engine = await StartAsync(store);
        await engine.IngestAsync(Stream, [], Token);
        var due = new DateOnly(2026, 1, 1);
        MissedPayment[] payments = [.. Stream.Select(t => t.CustomerId).Distinct().Append("stranger").Select(id => new MissedPayment(id, Category.Rent, due, due.AddDays(4), new Money(100)))];

        var unknown = await engine.NoteMissedPaymentsAsync(payments, Token);
        await engine.NoteMissedPaymentsAsync(payments, Token);

        Assert.Equal("stranger", Assert.Single(unknown).CustomerId);
        Assert.Equal(payments.SkipLast(1).Select(p => p.CustomerId).Order(StringComparer.Ordinal), store.ReadMissedPayments(due).Select(m => m.Payment.CustomerId).Order(StringComparer.Ordinal));
    }

    private static Task<RiskEngine> StartAsync(MemoryStore store) => RiskEngine.StartAsync(
        new EngineOptions { Clock = ClockKind.Event, Partitions = 2 }, store, Watched, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token);

    private static int Total(PopulationCounts counts)
    {
        // Of the first quantity: everybody is in one of its bins.
        var sum = 0;
        for (var i = 0; i < Watched.Reference!.Quantities[0].Count; i++)
            sum += counts.Counts[i];
        return sum;
    }

    private static PopulationReference Reference()
    {
        var random = new Random(1);
        return new PopulationReference(
            [.. FeatureCatalogue.All.Select(f => ValueBins.Of(f.Name, Enumerable.Range(0, 100).Select(_ => random.NextDouble())))],
            ValueBins.Of(PopulationReference.ScoreName, Enumerable.Range(0, 100).Select(_ => random.NextDouble())));
    }

    private sealed class Expected(SortedDictionary<int, PopulationCounts> days) : IDayObserver
    {
        public void Observe(int day, int historyDays, ReadOnlySpan<double> features, double probability)
        {
            if (historyDays < PopulationCounts.LeastHistoryDays)
                return;
            if (!days.TryGetValue(day, out var counts))
                days.Add(day, counts = new PopulationCounts(Watched.Reference!.Bins));
            counts.Add(Watched.Reference!, features, probability);
        }
    }
}
