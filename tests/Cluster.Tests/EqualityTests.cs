using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Engine;
using PreDelinquency.Tests.Recorded;

namespace PreDelinquency.Cluster.Tests;

/// <summary>One recorded stream comes to the same, to the bit, wherever it is lived: 200 customers, six months, the shipped model.</summary>
public sealed class EqualityTests
{
    private static readonly Lazy<RecordedStream> Recording = new(() => RecordedStream.Of(customers: 200, months: 6));
    private static readonly Lazy<IReadOnlyList<RecordedCustomer>> Replayed = new(() => RecordedRun.Replay(Recording.Value, Models.Shipped));

    private static readonly DateTimeOffset Wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_recording_has_something_to_compare()
    {
        Assert.Equal(200, Replayed.Value.Count);
        Assert.True(Replayed.Value.Sum(c => c.Interventions.Count) > 20);
        Assert.All(Replayed.Value, customer => Assert.NotEmpty(customer.Points));
        Assert.Contains(Replayed.Value, customer => Recording.Value.TicksAfter(Recording.Value.Transactions.Last(t => t.CustomerId == customer.CustomerId).Timestamp).Count() > 72);
    }

    [Fact]
    public async Task The_engine_comes_to_what_a_plain_replay_comes_to()
    {
        using var store = new MemoryStore(keepsLog: true);
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 2 };
        await using var engine = await RiskEngine.StartAsync(options, store, Models.Shipped, new ManualTime(Wall), NullLogger.Instance, Stop);

        await RecordedRun.SendAsync(Recording.Value, engine, tick: null, Stop);

        RecordedRun.AreEqual(Replayed.Value, await RecordedRun.AskAsync(Recording.Value, engine, Stop));
    }

    [Fact]
    public async Task The_cluster_comes_to_what_a_plain_replay_comes_to()
    {
        var cluster = new LocalCluster(Models.Shipped);

        await RecordedRun.SendAsync(Recording.Value, cluster.Service, cluster.TickAsync, Stop);

        RecordedRun.AreEqual(Replayed.Value, await RecordedRun.AskAsync(Recording.Value, cluster.Service, Stop));
    }

    [Fact]
    public async Task Ticks_between_a_customers_events_leave_a_trace_only_in_what_is_news()
    {
        var cluster = new LocalCluster(Models.Shipped);
        ICustomers customers = cluster;
        foreach (var customer in Recording.Value.Transactions.GroupBy(t => t.CustomerId))
        {
            await customers.PutProfileAsync(customer.Key, Recording.Value.Profiles[customer.Key], Stop);
            await customers.IngestAsync(customer.Key, [.. customer], Stop);
            foreach (var tick in Recording.Value.TicksAfter(customer.Last().Timestamp))
                await customers.TickAsync(customer.Key, tick, Stop);
        }

        var lived = await RecordedRun.AskAsync(Recording.Value, cluster.Service, Stop);

        Assert.Contains(lived, customer => customer.Statuses.Contains(InterventionStatus.Lapsed));
        RecordedRun.AreEqual([.. Replayed.Value.Zip(lived, (replayed, other) => replayed with { Statuses = other.Statuses })], lived);
    }
}
