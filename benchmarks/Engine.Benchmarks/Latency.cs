using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>Time from sending a transaction to its acknowledgement, at a steady rate, on top of half a year of history.</summary>
internal static class Latency
{
    private const int HistoryMonths = 6;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static async Task MeasureAsync(Stores stores, ModelBundle model, int customers, int rate, int seconds)
    {
        var perInterval = Math.Max(1, (int)(rate * Interval.TotalSeconds));
        var stream = Lives.Of(customers, HistoryMonths + 1 + (rate * seconds / customers / 30));
        var start = stream.FindIndex(t => t.Timestamp >= stream[0].Timestamp.AddMonths(HistoryMonths));
        var folder = Stores.NewFolder();
        try
        {
            using var store = stores.Open(folder);
            await using var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event }, store, model, TimeProvider.System, NullLogger.Instance);
            await Feed.SendAsync(engine, stream[..start]);
            var times = new List<Task<TimeSpan>>();
            using var timer = new PeriodicTimer(Interval);
            var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
            for (var from = start; Stopwatch.GetTimestamp() < end && from + perInterval <= stream.Count && await timer.WaitForNextTickAsync(); from += perInterval)
            {
                var batch = stream.GetRange(from, perInterval);
                times.Add(Task.Run(async () =>
                {
                    var sent = Stopwatch.GetTimestamp();
                    await engine.IngestAsync(batch, [], CancellationToken.None);
                    return Stopwatch.GetElapsedTime(sent);
                }));
            }

            var sorted = (await Task.WhenAll(times)).Select(t => t.TotalMilliseconds).Order().ToList();
            Console.WriteLine($"{stores.Kind}: {customers:n0} customers, {perInterval} transactions every {Interval.TotalMilliseconds} ms, {sorted.Count} requests");
            Console.WriteLine($"p50 {At(0.5):n2} ms, p90 {At(0.9):n2}, p99 {At(0.99):n2}, p99.9 {At(0.999):n2}, longest {sorted[^1]:n2}");

            double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
        }
        finally
        {
            stores.Delete(folder);
        }
    }
}
