using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The main figures of the pages of all customers and of the model, beside what the API answers.</summary>
public sealed class FigureTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task The_overview_shows_how_scores_are_spread_where_risk_comes_from_and_who_moved()
    {
        var page = await Dashboard.OpenAsync("dashboard/");

        await ListsAsync(page.Locator(".histogram a"), async () =>
            [.. Items(await Dashboard.GetAsync("portfolio"), "distribution").Select(bin => bin.GetProperty("customers")).Where(customers => customers.GetInt64() > 0).Select(Count)]);
        // Higher is more only of bars that stand on one line.
        Assert.Single((await page.Locator(".histogram i").EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.getBoundingClientRect().bottom)")).Distinct());
        await ListsAsync(Card(page, "Where risk comes from").Locator(".bars > a"), async () =>
            [.. Items(await Dashboard.GetAsync("portfolio"), "families").Select(family => $"{Words(family, "family")} {Percent(family.GetProperty("share"))} · {Count(family.GetProperty("customers"))}")]);
        await ListsAsync(Card(page, "Top movers").Locator(".pair > div").First.Locator(".feed a"), async () =>
            [.. Items(await Dashboard.GetAsync("customers?sort=rise_7d&limit=6"), "items").Where(customer => Rise(customer) > 0).Select(customer => customer.GetProperty("name").GetString()!)]);
    }

    [Fact]
    public async Task Customers_and_proposals_are_listed_row_by_row_as_the_api_has_them()
    {
        var page = await Dashboard.OpenAsync("dashboard/customers?sort=customer_id&level=LOW");
        // Where long names leave no room, columns are left out.
        await page.SetViewportSizeAsync(1920, 900);

        await ListsAsync(page.Locator(".table tbody tr:not(.spacer):nth-child(-n+12)"), async () =>
            [.. Items(await Dashboard.GetAsync("customers?sort=customer_id&level=LOW&limit=12"), "items").Select(customer =>
                $"{Text(customer, "customer_id")} {Text(customer, "name")} LOW {Share(customer.GetProperty("risk_score"))} {Points(customer, "risk_score_day_ago")} {Points(customer, "risk_score_week_ago")} {Text(customer, "risk_level_week_ago")} {Words(customer, "family")} {Text(customer, "segment")} {Text(customer, "region")}".Trim())], startsWith: true);
        await page.GotoAsync("dashboard/interventions");
        await ListsAsync(page.Locator(".table tbody tr:not(.spacer):nth-child(-n+12) td:nth-child(-n+3)"), async () =>
        {
            var latest = (await Dashboard.GetAsync("stats")).GetProperty("interventions").GetInt64();
            return [.. Items(await Dashboard.GetAsync($"interventions?limit=12&after_sequence={latest - 12}"), "items").Reverse()
                .SelectMany(item => new[] { Count(item.GetProperty("sequence")), Share(item.GetProperty("risk_score")), Text(item, "customer_id") })];
        });
    }

    [Fact]
    public async Task The_model_page_shows_what_came_of_scores()
    {
        var page = await Dashboard.OpenAsync("dashboard/model");

        await ListsAsync(page.Locator(".plain").First.Locator("tbody td:nth-child(2)"), async () =>
        {
            var figures = Items(await Dashboard.GetAsync("model/performance"), "models")[0].GetProperty("realised");
            string Range(string name) => figures.GetProperty($"{name}_low").ValueKind == JsonValueKind.Null ? "" : $" {Fine(figures.GetProperty($"{name}_low"))} to {Fine(figures.GetProperty($"{name}_high"))}";
            return
            [
                Count(figures.GetProperty("predictions")),
                Count(figures.GetProperty("missed")),
                Fine(figures.GetProperty("auc")) + Range("auc"),
                Fine(figures.GetProperty("pr_auc")),
                Fine(figures.GetProperty("brier")),
                Fine(figures.GetProperty("expected_to_observed")) + Range("expected_to_observed"),
                Share(figures.GetProperty("mean_probability")),
                Percent(figures.GetProperty("precision_medium")),
                Percent(figures.GetProperty("recall_medium")),
                Percent(figures.GetProperty("precision_high")),
                Percent(figures.GetProperty("recall_high")),
            ];
        });
        await ListsAsync(Card(page, "ROC").Locator(".note"), async () =>
        {
            var champion = await ChampionAsync();
            return [$"{Count(champion.GetProperty("predictions"))} scores, {Count(champion.GetProperty("missed"))} before a missed payment"];
        });
        await Eventually.HoldsAsync(async () =>
            await Card(page, "Lift").Locator(".chart").GetAttributeAsync("aria-label") == $"Lift by tenth: {string.Join(", ", Items(await ChampionAsync(), "tenths").Select(tenth => OneDecimal(tenth.GetProperty("lift"))))}");
        await ListsAsync(Card(page, "Lead time").Locator(".bars .number"), async () =>
        {
            var days = Items(await ChampionAsync(), "lead_days").Select(days => days.GetInt32()).ToList();
            int[] above = [int.MinValue, 0, 13, 30, 60, 90, int.MaxValue];
            return [.. Enumerable.Range(0, 6).Select(bin => days.Count(d => d > above[bin] && d <= above[bin + 1])).Select(count => $"{Count(count)} · {Percent((double)count / Math.Max(1, days.Count))}")];
        });
    }

    [Fact]
    public async Task Drift_and_fairness_are_shown_as_the_api_measures_them()
    {
        var page = await Dashboard.OpenAsync("dashboard/model?tab=drift");

        await ListsAsync(page.Locator(".table tbody tr:not(.spacer):nth-child(-n+10) td:nth-child(-n+3)"), async () =>
        {
            var drift = await Dashboard.GetAsync("model/drift");
            return [.. Items(drift, "features").Prepend(drift.GetProperty("score")).Take(10).SelectMany(quantity => new[] { Words(quantity, "name"), Fine(quantity.GetProperty("psi")), Words(quantity, "state") })];
        });
        await page.GotoAsync("dashboard/model?tab=fairness");
        await ListsAsync(page.Locator(".table").First.Locator("tbody tr td:nth-child(-n+5)"), async () =>
            [.. Items(Items(await Dashboard.GetAsync("model/fairness"), "attributes")[0], "groups").SelectMany(group => new[]
            {
                Text(group, "group"), Count(group.GetProperty("customers")), Percent(group.GetProperty("flagged_share")), Percent(group.GetProperty("contacted_share")), Percent(group.GetProperty("missed_share")),
            })]);
    }

    [Fact]
    public async Task The_live_monitor_counts_as_the_program_measures()
    {
        // A program that has taken 100 more batches at each look, all within 10 to 20 ms; the page that is left may look, too.
        var looks = 0;
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.RouteAsync("**/metrics?*", route => route.FulfillAsync(new() { ContentType = "text/plain", Body = Measured(100 * Interlocked.Increment(ref looks)) }));

        await page.GotoAsync("dashboard/live");

        await ListsAsync(page.Locator(".latency tbody tr").First.Locator("td"), () => Task.FromResult<IReadOnlyList<string>>(["15 ms", "19.5 ms", "19.9 ms"]));
        await ListsAsync(Card(page, "Load of the partitions").Locator(".columns li > span:first-child"), () => Task.FromResult<IReadOnlyList<string>>(["Partition 0", "Partition 1"]));
        await page.GetByText("1,234 customers in memory").WaitForAsync();
        await page.UnrouteAllAsync();
        await ShowsAsync(page, "transactions", async () => Count((await Dashboard.GetAsync("stats")).GetProperty("transactions")));
        var partitions = (await Dashboard.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken)).Split('\n')
            .Count(line => line.StartsWith("predelinquency_engine_apply_duration_seconds_sum{", StringComparison.Ordinal) && line.Contains("partition=", StringComparison.Ordinal));
        await page.ReloadAsync();
        await Assertions.Expect(Card(page, "Load of the partitions").Locator(".columns li")).ToHaveCountAsync(partitions);
    }

    private async Task<JsonElement> ChampionAsync() => Items(await Dashboard.GetAsync("model/curves"), "models").First(model => Text(model, "scored_as") == "champion");

    private static string Measured(int more) => string.Create(CultureInfo.InvariantCulture, $$"""
        predelinquency_engine_ingest_duration_seconds_bucket{le="0.01"} 500
        predelinquency_engine_ingest_duration_seconds_bucket{le="0.02"} {{500 + more}}
        predelinquency_engine_ingest_duration_seconds_bucket{le="+Inf"} {{500 + more}}
        predelinquency_engine_apply_duration_seconds_sum{partition="0"} 1
        predelinquency_engine_apply_duration_seconds_sum{partition="1"} 1
        predelinquency_engine_customers_active 1234

        """);

    private static ILocator Card(IPage page, string title) => page.Locator($"section[aria-label='{title}']");

    private static IReadOnlyList<JsonElement> Items(JsonElement document, string list) => [.. document.GetProperty(list).EnumerateArray()];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";

    private static string Words(JsonElement item, string name) => PageFigures.Words(Text(item, name));

    private static double Rise(JsonElement customer) => customer.GetProperty("risk_score_week_ago") is { ValueKind: JsonValueKind.Number } before ? customer.GetProperty("risk_score").GetDouble() - before.GetDouble() : 0;

    private static string Points(JsonElement customer, string before) => customer.GetProperty(before) is { ValueKind: JsonValueKind.Number } then ? PageFigures.Points(customer.GetProperty("risk_score").GetDouble() - then.GetDouble()) : "–";
}
