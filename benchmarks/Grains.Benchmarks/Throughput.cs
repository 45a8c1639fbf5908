using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Measuring;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>Transactions/s through the grains of one silo: from where a batch comes in until all of it is in the store.</summary>
internal static class Throughput
{
    /// <summary>A live stream in small batches, the batches of a topic, and a history that is loaded.</summary>
    private static readonly int[] BatchSizes = [500, 2048, 16_384];

    private const int PieceSize = 32_768;

    public static async Task MeasureAsync(int repetitions, int customers)
    {
        using var server = new PostgresServer();
        var model = ModelBundle.Load("models/champion");
        Figures.PrintHeading();
        await MeasureAsync(BenchmarkStore.InMemory(), model, repetitions, customers);
        await MeasureAsync(await BenchmarkStore.DurableAsync(server), model, repetitions, customers);
    }

    private static async Task MeasureAsync(BenchmarkStore store, ModelBundle model, int repetitions, int customers)
    {
        await using var owned = store;
        await using var cluster = await LocalCluster.StartAsync(store, model);
        var feed = new Feed(customers, 2 * BatchSizes.Length * (repetitions + 1), PieceSize);
        var probe = feed.Peek();
        List<Way> ways = [.. BatchSizes.Reverse().SelectMany(size => new[]
        {
            new Way($"from a gateway, {size:N0} a batch ({Batches.PerCall(probe, size):N1} a call)", feed, transactions => Batches.SendAsync(cluster.Gateway, transactions, size)),
            new Way($"from the silo, {size:N0} a batch ({Batches.PerCall(probe, size):N1} a call)", feed, transactions => Batches.SendAsync(cluster.Near, transactions, size)),
        })];
        var samples = await new Contest(store, ways).RunAsync(repetitions);
        for (var way = 0; way < ways.Count; way++)
            Figures.Print(store.Name, ways[way].Name, samples[way]);
    }
}
