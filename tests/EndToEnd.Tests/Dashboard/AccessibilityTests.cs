using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Every page as axe-core sees it, in both themes and on a phone; and, where a variable names a folder, as people see it.</summary>
public sealed class AccessibilityTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private const string ScreenshotFolder = "PREDELINQUENCY_SCREENSHOTS";

    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "dashboard/" },
        { "customers", "dashboard/customers" },
        { "customer", "dashboard/customers/WORST" },
        { "live", "dashboard/live" },
        { "dead-letters", "dashboard/live?tab=dead_letters" },
        { "model", "dashboard/model" },
        { "drift", "dashboard/model?tab=drift" },
        { "fairness", "dashboard/model?tab=fairness" },
        { "models", "dashboard/model?tab=models" },
        { "interventions", "dashboard/interventions" },
        { "queue", "dashboard/interventions?tab=queue" },
        { "calls", "dashboard/interventions?tab=calls" },
        { "effect", "dashboard/interventions?tab=effect" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_fault(string name, string address)
    {
        var worst = DashboardBrowser.Installed is null ? "" : (await dashboard.GetAsync("customers?limit=1")).GetProperty("items")[0].GetProperty("customer_id").GetString()!;
        foreach (var (view, colours, width) in new[] { ("light", ColorScheme.Light, 1440), ("dark", ColorScheme.Dark, 1440), ("phone", ColorScheme.Light, 390) })
        {
            var page = await dashboard.OpenAsync(address.Replace("WORST", worst, StringComparison.Ordinal), colours, width, width == 390 ? 844 : 900);
            await page.Locator(".skeleton").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
            // The page itself takes no script but its own, by its content policy.
            await page.EvaluateAsync(await File.ReadAllTextAsync(Repository.PathOf("src/Dashboard/node_modules/axe-core/axe.min.js"), TestContext.Current.CancellationToken));

            var faults = await page.EvaluateAsync<string[]>("""
                async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
                  .filter(v => v.impact === 'serious' || v.impact === 'critical')
                  .map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`)
                """);
            Assert.True(faults.Length == 0, $"{name}, {view}:\n{string.Join('\n', faults)}");
            Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            if (Environment.GetEnvironmentVariable(ScreenshotFolder) is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"dashboard-{name}-{view}.png") });
            await page.Context.CloseAsync();
        }
    }
}
