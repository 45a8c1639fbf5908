using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class AssessManyTests
{
    private const int Partitions = 3;
    private static readonly List<Transaction> Stream = RandomPopulation.Of(34, 40, 90);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_are_assessed_as_each_would_be_with_one_read_per_worker()
    {
        var reads = 0;
        using var store = new FaultyStore(new MemoryStore(keepsLog: true))
        {
            FailsReading = () =>
            {
                Interlocked.Increment(ref reads);
                return false;
            },
        };
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = Partitions, MaxActiveCustomers = 6, CheckpointTransactions = 1 };
        await using (var first = await StartAsync(options, store))
            await first.IngestAsync(Stream, [], Token);
        await using var engine = await StartAsync(options, store);
        List<string> ids = [.. Stream.Select(t => t.CustomerId).Distinct(), "nobody", Stream[0].CustomerId];

        Volatile.Write(ref reads, 0);
        var many = await engine.AssessAsync(ids, Token);

        Assert.InRange(Volatile.Read(ref reads), 1, Partitions);
        Assert.Equal(42, many.Count);
        Assert.Equal(default, many[^2]);
        for (var i = 0; i < ids.Count; i++)
            Assert.Equivalent(await engine.AssessAsync(ids[i], Token), many[i].Assessment, strict: true);
        Assert.Empty(await engine.AssessAsync([], Token));
    }

    [Fact]
    public async Task A_what_if_is_asked_of_the_customer_and_changes_nothing()
    {
        using var store = new FaultyStore(new MemoryStore(keepsLog: true));
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = Partitions }, store);
        await engine.IngestAsync(Stream, [], Token);
        var id = Stream[0].CustomerId;
        var assessed = (await engine.AssessAsync(id, Token))!;
        var (feature, value) = (assessed.Reasons[0].Feature, Math.Min(FeatureCatalogue.All.Single(f => f.Name == assessed.Reasons[0].Feature).Range.Most, 4));

        var same = await engine.AssumeAsync(id, new Assumption(new Dictionary<string, double?>()), Token);
        var other = (await engine.AssumeAsync(id, new Assumption(new Dictionary<string, double?> { [feature] = value }), Token))!;

        Assert.Equivalent(assessed, same, strict: true);
        Assert.NotEqual(value, assessed.Reasons[0].Value);
        Assert.Equal(value, other.Reasons.First(r => r.Feature == feature).Value);
        Assert.Equivalent(assessed, await engine.AssessAsync(id, Token), strict: true);
        Assert.Null(await engine.AssumeAsync("nobody", new Assumption(new Dictionary<string, double?>()), Token));
    }

    [Fact]
    public async Task Where_a_worker_cannot_read_only_its_customers_are_unavailable_and_where_none_can_all_fail()
    {
        var failing = 1;
        using var store = new FaultyStore(new MemoryStore(keepsLog: true));
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = Partitions, MaxActiveCustomers = 3, CheckpointTransactions = 1 };
        await using (var first = await StartAsync(options, store))
            await first.IngestAsync(Stream, [], Token);
        await using var engine = await StartAsync(options, store);
        List<string> ids = [.. Stream.Select(t => t.CustomerId).Distinct(), "nobody"];

        store.FailsReading = () => Interlocked.Decrement(ref failing) == 0;
        var many = await engine.AssessAsync(ids, Token);
        store.FailsReading = () => true;
        var none = await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.AssessAsync(ids, Token));

        var unavailable = many.Count(a => a.Unavailable is not null);
        Assert.InRange(unavailable, 1, ids.Count - 2);
        Assert.All(many.Where(a => a.Unavailable is not null), a => Assert.Contains("a cable was pulled", a.Unavailable, StringComparison.Ordinal));
        Assert.True(many.Count(a => a.Assessment is not null) >= ids.Count - unavailable - 1);
        Assert.False(none.IsPermanent);
    }

    private static Task<RiskEngine> StartAsync(EngineOptions options, FaultyStore store) =>
        RiskEngine.StartAsync(options, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token);
}
