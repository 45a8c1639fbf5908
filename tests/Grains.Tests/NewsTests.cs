using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Live;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

/// <summary>What silos make durable reaches gateways by streams.</summary>
public sealed class NewsTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gateway_hears_every_intervention_once_in_order_and_changes_of_level_as_they_come()
    {
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Settings = new() { Clock = ClockKind.Event },
        });
        var heard = new HeardEffects();
        using var listening = cluster.Service.Listen(heard);
        await Eventually.HoldsAsync(() => cluster.Gateway.GetRequiredService<EffectsSubscription>().Lanes == EffectsLanes.Count);

        foreach (var batch in Lives.OfEight.Chunk(100))
            await cluster.Service.IngestAsync(batch, [], Stop);

        var stored = await cluster.Store.ReadInterventionsAsync(0, 1000, Stop);
        var proposed = stored.Where(i => i.Status == InterventionStatus.Proposed).Select(i => i.Sequence).ToList();
        Assert.NotEmpty(proposed);
        await Eventually.HoldsAsync(() => heard.Interventions.Count >= proposed.Count && !heard.Changes.IsEmpty);
        Assert.Equal(proposed, heard.Interventions.Select(i => i.Sequence));
    }

    [Fact]
    public async Task Customers_hear_the_time_of_a_stream_on_its_own_time()
    {
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 1,
            Settings = new() { Clock = ClockKind.Event },
        });
        var silent = Lives.OfOne;
        await cluster.Service.IngestAsync(silent, [], Stop);
        var lastPoint = await PointAsync();

        // Three others go on: the present is where they are. The first tick after days of silence is doubted, and judged with that of the day after.
        foreach (var day in new[] { 8, 9 })
        {
            var present = silent[^1].Timestamp.AddDays(day);
            await cluster.Service.IngestAsync([.. Enumerable.Range(1, 3).Select(n => silent[^1] with { CustomerId = $"other{n}", TransactionId = $"{n}-{day}", Timestamp = present })], [], Stop);
            await Eventually.HoldsAsync(async () => !(await DueAsync(present)).Contains(silent[0].CustomerId));
        }

        Assert.True(await PointAsync() > lastPoint);

        async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now) =>
            await cluster.Store.ReadDueAsync(Cluster.Shards.Of(silent[0].CustomerId), now.ToUnixTimeMilliseconds(), "", 100, Stop);

        async Task<DateTimeOffset> PointAsync() =>
            (await cluster.Service.GetHistoryAsync(silent[0].CustomerId, null, 1, Stop))!.Scores.Items[0].At;
    }
}
