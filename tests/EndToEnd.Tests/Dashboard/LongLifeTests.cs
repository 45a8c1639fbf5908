using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Many customers, and much time.</summary>
public sealed class LongLifeTests(BrowserFixture browser) : PageTest<BrowserFixture>(browser), IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Of_ten_thousand_rows_only_those_in_sight_are_in_the_page()
    {
        Assert.SkipUnless(DashboardBrowser.Installed is not null, "Chromium is not installed here.");
        const int Customers = 10_000;
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--clock", "event");
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var lines = string.Concat(Enumerable.Range(0, Customers).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"transaction_id":"t","customer_id":"c{{i:00000}}","timestamp":"2026-03-01T12:00:00Z","amount":1,"direction":"debit","category":"other","channel":"card","status":"completed"}""") + "\n"));
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/customers?sort=customer_id");

        await Eventually.HoldsAsync(async () => await page.Locator("table[aria-rowcount='10001']").CountAsync() == 1);
        Assert.InRange(await page.Locator(".table tbody tr").CountAsync(), 10, 80);
        await page.EvaluateAsync("document.querySelector('.table').scrollTop = 1e9");
        await page.GetByRole(AriaRole.Link, new() { Name = "c09999" }).WaitForAsync();
        Assert.InRange(await page.Locator(".table tbody tr").CountAsync(), 10, 80);
    }

    [Fact]
    public async Task A_tab_that_stays_open_does_not_grow()
    {
        Assert.SkipUnless(DashboardBrowser.Installed is not null, "Chromium is not installed here.");
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ListenAsync(folder.Path, "--demo", "--demo-customers", "200", "--demo-months", "4", "--demo-day-seconds", "0.1");
        await Eventually.HoldsAsync(async () => (await gateway.GetHealthAsync()).GetProperty("ready").GetBoolean());
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/live");
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var feed = await Dashboard.OpenAsync(gateway.Address, "dashboard/interventions");
        await feed.Locator("table[aria-rowcount] tbody tr").First.WaitForAsync();
        var (rows, latest) = await FeedAsync(feed);
        await DaysAsync(http, 120);
        var (heap, nodes) = await UsedAsync(page);

        await DaysAsync(http, 360);
        // More than the connection keeps: none is missing, and none twice.
        var (laterRows, laterLatest) = (rows, latest);
        for (var more = 50; more <= 250; more += 50)
            await Eventually.HoldsAsync(async () => ((laterRows, laterLatest) = await FeedAsync(feed)) is var (_, newest) && newest >= latest + more);
        Assert.Equal(laterLatest - latest, laterRows - rows);

        var (later, laterNodes) = await UsedAsync(page);
        TestContext.Current.TestOutputHelper!.WriteLine($"heap {heap / 1e6:0.0} MB, then {later / 1e6:0.0} MB; nodes {nodes}, then {laterNodes}");
        Assert.InRange(laterNodes, 0, nodes * 1.5);
        Assert.InRange(later, 0, (heap * 1.3) + 3e6);
    }

    /// <summary>How many proposals the feed holds, and the number of the latest.</summary>
    private static async Task<(long Rows, long Latest)> FeedAsync(IPage page)
    {
        var figures = await page.EvaluateAsync<long[]>(
            "() => { const table = document.querySelector('table[aria-rowcount]'); return [table.ariaRowCount - 1, Number(table.querySelector('tbody tr[data-key]').dataset.key)]; }");
        return (figures[0], figures[1]);
    }

    private static async Task DaysAsync(HttpClient http, int days)
    {
        var from = await NowAsync(http);
        // Step by step: a busy machine lives slowly.
        for (var passed = 20; passed <= days; passed += 20)
            await Eventually.HoldsAsync(async () => (await NowAsync(http) - from).TotalDays >= passed);
    }

    private static async Task<DateTimeOffset> NowAsync(HttpClient http)
    {
        using var stats = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("stats", TestContext.Current.CancellationToken));
        return stats.RootElement.GetProperty("now").GetDateTimeOffset();
    }

    private static async Task<(double Heap, double Nodes)> UsedAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
        await session.DetachAsync();
        return (metrics["JSHeapUsedSize"], metrics["Nodes"]);
    }
}
