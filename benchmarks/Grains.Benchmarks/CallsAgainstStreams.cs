using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Measuring;
using PreDelinquency.Grains.Benchmarks.Streams;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>
/// The two ways from what a silo reads to its customers: one call per customer and batch, or a stream per customer. The same lives,
/// the same batches, the same host of a customer behind either, and so the same commits.
/// </summary>
internal static class CallsAgainstStreams
{
    private static readonly int[] BatchSizes = [2048, 16_384];

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
        await using var cluster = await LocalCluster.StartAsync(store, model, CustomerStreams.AddTo);
        var streams = cluster.Silo.GetRequiredService<CustomerStreams>();
        var pieces = BatchSizes.Length * (repetitions + 1);
        var (called, streamed) = (new Feed(customers, pieces, PieceSize), new Feed(customers, pieces, PieceSize, "s-"));
        List<Way> ways = [.. BatchSizes.Reverse().SelectMany(size => new[]
        {
            new Way($"calls, {size:N0} a batch", called, transactions => Batches.SendAsync(cluster.Near, transactions, size)),
            new Way($"streams, {size:N0} a batch", streamed, transactions => Batches.SendAsync(transactions, size, streams.SendAsync)),
        })];
        var samples = await new Contest(store, ways).RunAsync(repetitions);
        for (var way = 0; way < ways.Count; way++)
            Figures.Print(store.Name, ways[way].Name, samples[way]);
        for (var way = 0; way < ways.Count; way += 2)
            Console.WriteLine($"{store.Name,-10} calls over streams, {BatchSizes[BatchSizes.Length - 1 - (way / 2)]:N0} a batch: {Figures.Median(samples[way].Select(s => s.PerSecond)) / Figures.Median(samples[way + 1].Select(s => s.PerSecond)):N2}");
    }
}
