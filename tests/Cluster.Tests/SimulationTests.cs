using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests;

public sealed class SimulationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_transaction_counts_once_and_every_intervention_exists_once_whatever_repeats_fails_or_is_hosted_twice(int seed)
    {
        var stop = TestContext.Current.CancellationToken;
        var (cluster, heard) = (new LocalCluster(Models.Nervous), new HeardEffects());
        var stream = Lives.Of((ulong)seed, customers: 5, months: 4).ToList();
        await cluster.Inbox.BeginAsync(stop);
        using var listening = cluster.Inbox.Listen(heard);
        var simulation = new Simulation(seed, cluster, heard, stream);

        simulation.Run();

        Assert.True(simulation is { Conflicts: > 0, Failures: > 0, LetGo: > 0, Repeated: > 0 });
        cluster.Store.Before = cluster.Store.After = static _ => Task.CompletedTask;
        foreach (var customer in stream.GroupBy(t => t.CustomerId))
        {
            var stored = cluster.Store.Stored(customer.Key);
            Assert.Equal(customer, stored.Log.Select(entry => entry.Transaction));
            Assert.Empty(stored.Buried);
            Replayed.IsAsStored(customer.Key, stored, Models.Nervous);
        }

        var interventions = await cluster.Store.ReadInterventionsAsync(0, int.MaxValue, stop);
        Assert.NotEmpty(interventions);
        Assert.Equal(interventions.Count, interventions.Select(i => i.Intervention.InterventionId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, interventions.Count).Select(n => (long)n), interventions.Select(i => i.Sequence));
        await cluster.Inbox.CatchUpAsync(stop);
        Assert.Equal(interventions.Where(i => i.Status == InterventionStatus.Proposed), heard.Interventions);
        await IsRolledUpAsync(cluster, stop);
    }

    // Some reports got lost with their process: a roll-up that begins anew reads the store.
    private static async Task IsRolledUpAsync(LocalCluster cluster, CancellationToken stop)
    {
        await cluster.Reporter.FlushAsync(stop);
        await cluster.View.RefreshAsync(stop);
        var summaries = new List<Engine.Ports.StateSummary>();
        for (var shard = 0; shard < Shards.Count; shard++)
            summaries.AddRange((await cluster.Store.ReadShardAsync(shard, "", 100, stop)).Select(c => c.Summary));
        Assert.Equal(summaries.Count, cluster.View.Figures.Sums.Customers);
        Assert.Equal(summaries.Sum(s => (long)(s.Probability * 1e9)), cluster.View.Figures.Sums.ProbabilitySumE9);
        Assert.Equal(summaries.Max(s => s.LatestEvent!.Value.ToUnixTimeMilliseconds()), cluster.View.Figures.LatestMs);
    }
}
