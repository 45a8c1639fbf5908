using System.Text.Json;
using Microsoft.Playwright;
using PreDelinquency.EndToEnd.Tests.Dashboard;

namespace PreDelinquency.Dashboard.Benchmarks;

/// <summary>Whether an open page keeps up with the screen.</summary>
internal static class Frames
{
    private const int WarmUpSeconds = 5;

    /// <summary>A frame that took half as long again as one of 60 a second: the one after it was missed.</summary>
    private const double LateMs = 1000.0 / 60 * 1.5;

    // Returns the moments of the frames, and how long each long task took: one of 50 ms or more.
    private const string Collect = """
        seconds => new Promise(resolve => {
          const frames = [], long = [];
          const observer = new PerformanceObserver(list => long.push(...list.getEntries().map(entry => entry.duration)));
          observer.observe({ type: 'longtask' });
          const begun = performance.now();
          const frame = now => {
            frames.push(now);
            if (now - begun < seconds * 1000) requestAnimationFrame(frame);
            else { observer.disconnect(); resolve([frames, long]); }
          };
          requestAnimationFrame(frame);
        })
        """;

    /// <summary>Opens a page, waits until it is warm, and prints how its frames came.</summary>
    /// <param name="gateway">Where it listens.</param>
    /// <param name="place">Under <c>/dashboard/</c>.</param>
    /// <param name="seconds">How long to look.</param>
    public static async Task MeasureAsync(Uri gateway, string place, int seconds)
    {
        await using var browser = await DashboardBrowser.StartAsync();
        var context = await browser.NewContextAsync(gateway, ReducedMotion.NoPreference);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"dashboard/{place}");
        await page.Locator(".status[data-state=live]").WaitForAsync();
        await page.EvaluateAsync<double[][]>(Collect, WarmUpSeconds);
        var session = await page.Context.NewCDPSessionAsync(page);
        // Processor time of the page's thread: other programs of the machine do not count.
        await session.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        using var http = new HttpClient { BaseAddress = gateway };
        var (before, taken) = (await UsedAsync(session), await TakenAsync(http));

        var collected = await page.EvaluateAsync<double[][]>(Collect, seconds);
        var (frames, longTasks) = (collected[0], collected[1]);

        var (after, takenThen) = (await UsedAsync(session), await TakenAsync(http));
        var lasted = (frames[^1] - frames[0]) / 1000;
        var between = frames.Zip(frames.Skip(1), (first, next) => next - first).Order().ToList();
        Console.WriteLine($"/dashboard/{place}, {lasted:n1} s, {(takenThen - taken) / lasted:n0} transactions/s: {between.Count / lasted:n1} frames/s");
        Console.WriteLine($"between two frames: p50 {At(0.5):n1} ms, p95 {At(0.95):n1}, p99 {At(0.99):n1}, longest {between[^1]:n1}; {between.Count(ms => ms > LateMs):n0} of {between.Count:n0} late");
        Console.WriteLine($"tasks of 50 ms or more: {longTasks.Length}, longest {longTasks.DefaultIfEmpty().Max():n0} ms");
        Console.WriteLine($"the page's main thread works {Spent("TaskDuration"):n0} ms in a second: {Spent("ScriptDuration"):n0} script, {Spent("LayoutDuration"):n0} layout, {Spent("RecalcStyleDuration"):n0} styles");

        double At(double share) => between[Math.Min(between.Count - 1, (int)(between.Count * share))];

        double Spent(string name) => (after[name] - before[name]) * 1000 / lasted;
    }

    private static async Task<Dictionary<string, double>> UsedAsync(ICDPSession session) =>
        (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble(), StringComparer.Ordinal);

    private static async Task<long> TakenAsync(HttpClient http)
    {
        using var stats = JsonDocument.Parse(await http.GetStringAsync("stats"));
        return stats.RootElement.GetProperty("transactions").GetInt64();
    }
}
