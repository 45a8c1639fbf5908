using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Grains.Tests.Editions;
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
        foreach (var step in RecordedStep.Of(recording, longest: TimeSpan.MaxValue))
        {
            if (step.Tick is { } now)
                await cluster.TickAsync(recording.CustomerIds, now);
            Assert.All(await cluster.Service.IngestAsync(step.Transactions, [], Stop), outcome => Assert.Equal(Domain.Applied.Accepted, outcome.Applied));
        }
    }
}
