using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Kafka;
using PreDelinquency.Grains.Benchmarks.Measuring;
using PreDelinquency.Kafka;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>
/// From a topic through the grains of one silo to the committed offsets: transactions/s from the moment at which the silo has its
/// partitions until its group is done with all that was there. The brokers are the client library's own, in the same process.
/// </summary>
internal static class KafkaPath
{
    /// <summary>As many as those brokers give a topic that is written for the first time.</summary>
    private const int Partitions = 4;

    private const int PieceSize = 131_072;
    private const int HistoryBatch = 16_384;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(50);

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
        var feed = new Feed(customers, repetitions + 1, PieceSize);
        await Batches.SendAsync(cluster.Near, feed.TakeHistory(), HistoryBatch);
        var samples = new List<Sample>();
        for (var round = 0; round <= repetitions; round++)
        {
            var sample = await RunAsync(store, cluster, feed.TakePiece());
            await store.RequireAsync(feed.Taken);
            if (round > 0)
                samples.Add(sample);
        }

        Figures.Print(store.Name, $"from {Partitions} partitions", samples);
    }

    private static async Task<Sample> RunAsync(BenchmarkStore store, LocalCluster cluster, List<Transaction> piece)
    {
        using var brokers = new MockBrokers();
        var options = new KafkaOptions { Brokers = brokers.Servers, CommitInterval = CommitInterval };
        await brokers.WriteAsync(piece);
        using var writer = new KafkaWriter(options, NullLogger<KafkaWriter>.Instance);
        using var consumer = new TransactionConsumer(
            options, cluster.Near, store.Store, cluster.Silo.GetRequiredService<ClusterClock>(), cluster.Silo.GetRequiredService<PortfolioView>(), writer, TimeProvider.System, NullLogger<TransactionConsumer>.Instance);
        using var watch = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = brokers.Servers, GroupId = options.GroupId }).Build();
        using var stop = new CancellationTokenSource();
        var running = consumer.RunAsync(stop.Token);
        await UntilAsync(() => consumer.Partitions == Partitions, running);
        var (processor, allocated, started) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await UntilAsync(() => CommittedOf(watch) == piece.Count, running);
        var sample = new Sample(
            piece.Count / Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / piece.Count,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)piece.Count);
        await stop.CancelAsync();
        await running;
        return sample;
    }

    private static async Task UntilAsync(Func<bool> holds, Task running)
    {
        for (var started = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(5))
        {
            if (running.IsCompleted)
                await running;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException("The silo does not come to the end of the topic.");
        }
    }

    private static long CommittedOf(IConsumer<byte[], byte[]> watch) => watch
        .Committed(Enumerable.Range(0, Partitions).Select(partition => new TopicPartition(Topics.Transactions, partition)), Patience)
        .Sum(offset => Math.Max(0, offset.Offset.Value));
}
