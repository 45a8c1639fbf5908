using PreDelinquency.Cli;
using PreDelinquency.Cli.Simulation;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Measuring;
using PreDelinquency.Grains.Benchmarks.Processes;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>
/// From the moment at which a transaction is due to be posted until what followed from it is heard by a SignalR client: the load of
/// <c>pdi simulate</c> on a gateway process in front of a silo process on PostgreSQL.
/// </summary>
internal static class PostToReceipt
{
    private const int Customers = 1000;
    private const int HistoryDays = 90;
    private const int WarmUpSeconds = 10;

    public static async Task MeasureAsync(int repetitions, int seconds, int rate)
    {
        using var server = new PostgresServer();
        await using var store = await BenchmarkStore.DurableAsync(server);
        await using var silo = await SiloProcess.StartAsync(store.ConnectionString!, "silo");
        await using var gateway = await SiloProcess.StartAsync(store.ConnectionString!, "gateway");
        await RunAsync(gateway.Address, WarmUpSeconds, rate, seed: 0);
        var runs = new List<SimulationReport>();
        var (inGateway, inSilo) = (gateway.ProcessorTime, silo.ProcessorTime);
        for (var run = 1; run <= repetitions; run++)
            runs.Add(await RunAsync(gateway.Address, seconds, rate, (ulong)run));
        Console.WriteLine($"{Environment.ProcessorCount} cores, {rate:N0} transactions/s for {seconds} s, {Customers:N0} customers; medians of {repetitions} runs");
        Console.WriteLine($"{"latency in ms",-24} {"p50",8} {"p95",8} {"p99",8} {"worst p99",10} {"longest",8} {"count",8}");
        Print("POST to answer", [.. runs.Select(r => r.ToAcknowledgement)]);
        Print("POST to SignalR receipt", [.. runs.Select(r => r.ToReceipt)]);
        var sent = (double)runs.Sum(r => r.Sent);
        Console.WriteLine($"processor time a transaction: gateway {(gateway.ProcessorTime - inGateway).TotalMicroseconds / sent:N0} µs, silo {(silo.ProcessorTime - inSilo).TotalMicroseconds / sent:N0} µs");
    }

    private static async Task<SimulationReport> RunAsync(Uri gateway, int seconds, int rate, ulong seed)
    {
        var quiet = new CommandConsole { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null, IsInteractive = false };
        var simulation = new LoadSimulation(quiet, new SimulationOptions
        {
            Gateway = gateway,
            Rate = rate,
            Customers = Customers,
            Duration = TimeSpan.FromSeconds(seconds),
            HistoryDays = HistoryDays,
            DistressShare = 0.5,
            Seed = seed,
        });
        await simulation.RunAsync(CancellationToken.None);
        var report = simulation.Report;
        return report.Accepted == report.Sent && report.ToReceipt.Count > 0
            ? report
            : throw new InvalidOperationException($"Of {report.Sent} transactions {report.Accepted} were accepted, {report.Rejected} rejected; {report.ToReceipt.Count} effects were heard.");
    }

    private static void Print(string what, IReadOnlyList<LatencyHistogram> runs) => Console.WriteLine(
        $"{what,-24} {Median(runs, 0.5),8:N1} {Median(runs, 0.95),8:N1} {Median(runs, 0.99),8:N1} {runs.Max(r => r.Percentile(0.99)).TotalMilliseconds,10:N1} {runs.Max(r => r.Max).TotalMilliseconds,8:N1} {runs.Sum(r => r.Count),8:N0}");

    private static double Median(IEnumerable<LatencyHistogram> runs, double share) => Figures.Median(runs.Select(r => r.Percentile(share).TotalMilliseconds));
}
