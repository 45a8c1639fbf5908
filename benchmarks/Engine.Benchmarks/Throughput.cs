using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>Transactions per second from the first sent to the last acknowledged.</summary>
internal static class Throughput
{
    private static readonly EngineOptions Options = new() { Clock = ClockKind.Event };

    public static async Task MeasureAsync(Stores stores, ModelBundle model, List<Transaction> stream, int runs, bool resend)
    {
        Console.WriteLine($"{stores.Kind}: {stream.Count:n0} transactions{(resend ? ", sent a second time" : "")}, {Environment.ProcessorCount} cores, model {model.Version}");
        var rates = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var folder = Stores.NewFolder();
            try
            {
                rates.Add(await RunAsync(stores, folder, model, stream, resend));
            }
            finally
            {
                stores.Delete(folder);
            }
        }

        rates.Sort();
        Console.WriteLine($"median {rates[rates.Count / 2]:n0}/s, lowest {rates[0]:n0}, highest {rates[^1]:n0}, {runs} runs");
    }

    private static async Task<double> RunAsync(Stores stores, string folder, ModelBundle model, List<Transaction> stream, bool resend)
    {
        using var store = stores.Open(folder);
        await using var engine = await RiskEngine.StartAsync(Options, store, model, TimeProvider.System, NullLogger.Instance);
        if (resend)
            await Feed.SendAsync(engine, stream);
        var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var watch = Stopwatch.StartNew();
        await Feed.SendAsync(engine, stream);
        var rate = stream.Count / watch.Elapsed.TotalSeconds;
        var each = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / stream.Count;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / stream.Count;
        var stats = engine.GetStats();
        Console.WriteLine($"  {rate,10:n0}/s, {each:n2} µs of processor time and {bytes} B allocated each; {stats.Transactions:n0} accepted, {stats.Duplicates:n0} duplicates, {stats.Interventions:n0} interventions");
        return rate;
    }
}
