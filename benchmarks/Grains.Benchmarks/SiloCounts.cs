using System.Diagnostics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Measuring;
using PreDelinquency.Grains.Benchmarks.Processes;
using PreDelinquency.Grains.Hosting;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>
/// What another silo costs on one machine: durable transactions/s of 1, 2 and 3 silo processes that share its cores with the server
/// and the sender. It shows what is spent on more processes, not what more machines bring.
/// </summary>
internal static class SiloCounts
{
    private const int Most = 3;
    private const int BatchSize = 2048;
    private const int PieceSize = 32_768;

    /// <summary>So long a new silo is busy with compiling.</summary>
    private const int WarmUpPieces = 5;

    public static async Task MeasureAsync(int repetitions, int customers)
    {
        using var server = new PostgresServer();
        var model = ModelBundle.Load("models/champion");
        var rounds = new List<(double PerSecond, double ProcessorUs)[]>();
        for (var round = 0; round < repetitions; round++)
            rounds.Add(await RunAsync(server, model, customers));
        Console.WriteLine($"{Environment.ProcessorCount} cores, {customers:N0} customers, {BatchSize:N0} transactions a batch; medians of {repetitions} rounds");
        Console.WriteLine($"{"silos",5} {"transactions/s",14} {"lowest",9} {"highest",9} {"over 1 silo",11} {"µs each",8}");
        for (var silos = 0; silos < Most; silos++)
        {
            double[] rates = [.. rounds.Select(r => r[silos].PerSecond)];
            Console.WriteLine($"{silos + 1,5} {Figures.Median(rates),14:N0} {rates.Min(),9:N0} {rates.Max(),9:N0} {Figures.Median(rounds.Select(r => r[silos].PerSecond / r[0].PerSecond)),11:N2} {Figures.Median(rounds.Select(r => r[silos].ProcessorUs)),8:N1}");
        }
    }

    // Silos join one after another; what is measured follows on pieces in which customers move and code is compiled.
    private static async Task<(double PerSecond, double ProcessorUs)[]> RunAsync(PostgresServer server, ModelBundle model, int customers)
    {
        await using var store = await BenchmarkStore.DurableAsync(server);
        var feed = new Feed(customers, (WarmUpPieces + 1) * Most, PieceSize);
        var silos = new List<SiloProcess> { await SiloProcess.StartAsync(store.ConnectionString!, "silo") };
        try
        {
            await using var gateway = await GatewaySide.StartAsync(store, model, new ClusterSettings(), client => client.UsePostgres(store.ConnectionString!));
            await Batches.SendAsync(gateway.Front, feed.TakeHistory(), BatchSize);
            var measured = new (double, double)[Most];
            while (true)
            {
                for (var warmUp = 0; warmUp < WarmUpPieces; warmUp++)
                    await Batches.SendAsync(gateway.Front, feed.TakePiece(), BatchSize);
                var piece = feed.TakePiece();
                var (processor, started) = (ProcessorTime(silos), Stopwatch.GetTimestamp());
                await Batches.SendAsync(gateway.Front, piece, BatchSize);
                measured[silos.Count - 1] = (piece.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, (ProcessorTime(silos) - processor).TotalMicroseconds / piece.Count);
                await store.RequireAsync(feed.Taken);
                if (silos.Count == Most)
                    return measured;
                silos.Add(await SiloProcess.StartAsync(store.ConnectionString!, "silo"));
            }
        }
        finally
        {
            foreach (var silo in silos)
                await silo.DisposeAsync();
        }
    }

    private static TimeSpan ProcessorTime(List<SiloProcess> silos) =>
        silos.Aggregate(Environment.CpuUsage.TotalTime, (sum, silo) => sum + silo.ProcessorTime);
}
