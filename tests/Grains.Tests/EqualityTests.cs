using PreDelinquency.Cluster.Tests;
using PreDelinquency.Cluster.Time;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Tests.Recorded;

namespace PreDelinquency.Grains.Tests;

/// <summary>
/// One recorded stream comes to the same, to the bit, in silos on PostgreSQL as in a plain replay: 200 customers, six months, the
/// shipped model. That the engine does too is a test of the one-machine edition.
/// </summary>
public sealed class EqualityTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grains_come_to_what_a_plain_replay_comes_to()
    {
        var recording = RecordedStream.Of(customers: 200, months: 6);
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Shipped,
            Settings = new() { Clock = ClockKind.Event },
        });

        await SendAsync(recording, cluster);

        RecordedRun.AreEqual(RecordedRun.Replay(recording, Models.Shipped), await RecordedRun.AskAsync(recording, cluster.Service, Stop));
    }

    /// <summary>As <see cref="RecordedRun.SendAsync"/>, but hours in which nobody's local day begins are sent along with the hour before: no tick of theirs could change anything.</summary>
    private static async Task SendAsync(RecordedStream recording, GrainCluster cluster)
    {
        await Parallel.ForEachAsync(recording.Profiles, Stop, async (profile, stop) => await cluster.Service.PutProfileAsync(profile.Key, profile.Value, stop));
        TimeSpan[] offsets = [.. recording.Transactions.Select(t => t.Timestamp.Offset).Distinct()];
        int[] shards = [.. recording.CustomerIds.Select(Cluster.Shards.Of).Distinct()];
        var waiting = new List<Transaction>();
        DateTimeOffset? before = null;
        foreach (var (tick, transactions) in recording.Hours)
        {
            if (tick is { } now && (before is null || offsets.Any(offset => now.ToOffset(offset).Date != before.Value.ToOffset(offset).Date)))
            {
                await IngestAsync(waiting, cluster.Service);
                await TickAsync(cluster, shards, now);
                before = now;
            }

            waiting.AddRange(transactions);
        }

        await IngestAsync(waiting, cluster.Service);
    }

    private static async Task IngestAsync(List<Transaction> waiting, IRiskService service)
    {
        var outcomes = await service.IngestAsync(waiting, [], Stop);
        Assert.All(outcomes, outcome => Assert.Equal(Domain.Applied.Accepted, outcome.Applied));
        waiting.Clear();
    }

    // All shards at once, so that commits share database transactions.
    private static Task<int[]> TickAsync(GrainCluster cluster, IEnumerable<int> shards, DateTimeOffset now) =>
        Task.WhenAll(shards.Select(shard => new ShardTicks(shard, cluster.Store, cluster.Customers).RunAsync(now, Stop)));
}
