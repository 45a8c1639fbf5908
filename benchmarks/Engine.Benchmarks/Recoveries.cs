using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>How long a store takes to be ready again after a crash, and whether it is right then.</summary>
internal static class Recoveries
{
    public static async Task CrashAsync(Stores stores, ModelBundle model, List<Transaction> stream)
    {
        var folder = Stores.NewFolder();
        var store = stores.Open(folder);
        var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event }, store, model, TimeProvider.System, NullLogger.Instance);
        await Feed.SendAsync(engine, stream);
        Console.WriteLine($"{engine.GetStats().Transactions} transactions acknowledged");
        Console.WriteLine(stores.PlaceOf(folder));
        Console.Out.Flush();
        Process.GetCurrentProcess().Kill();
    }

    public static async Task MeasureAsync(string place, ModelBundle model)
    {
        var watch = Stopwatch.StartNew();
        using var store = await Stores.At(place).OpenAsync(mayCreate: false, CancellationToken.None);
        var opened = watch.ElapsedMilliseconds;
        await using var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event }, store, model, TimeProvider.System, NullLogger.Instance);
        var processor = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        Console.WriteLine($"ready in {watch.ElapsedMilliseconds} ms (open {opened} ms; {processor:0} ms of processor time): {engine.GetStats().Customers:n0} customers, {engine.GetStats().Transactions:n0} transactions, {engine.RecoveredEntries:n0} replayed");
    }

    public static async Task<int> CheckAsync(string place)
    {
        var watch = Stopwatch.StartNew();
        using var store = await Stores.At(place).OpenAsync(mayCreate: false, CancellationToken.None);
        var report = await StoreVerification.RunAsync(store, null, CancellationToken.None);
        Console.WriteLine($"checked in {watch.ElapsedMilliseconds} ms: {report.LogEntries:n0} log entries, {report.Interventions:n0} interventions, {report.Differences.Count} differences");
        foreach (var difference in report.Differences)
            Console.WriteLine(difference);
        return report.IsSound ? 0 : 1;
    }
}
