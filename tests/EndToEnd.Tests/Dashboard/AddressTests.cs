using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>A link leads to the same view, and the way back to where one was.</summary>
public sealed class AddressTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task What_is_chosen_stands_in_the_address_and_a_link_chooses_it()
    {
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");
        await ToStartAsync((await SliderAsync(page)).Slider);
        await page.GetByLabel("Family").SelectOptionAsync("payments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Feature", Exact = true }).ClickAsync();
        await page.WaitForFunctionAsync("() => ['if', 'family', 'sort-features'].every(name => new URLSearchParams(location.search).has(name))");

        var link = await Dashboard.OpenAsync(page.Url);

        var (feature, value) = Assumed(page.Url);
        await Assertions.Expect(link.Locator($"#slider-{feature}")).ToHaveValueAsync(value);
        await Assertions.Expect(link.GetByLabel("Family")).ToHaveValueAsync("payments");
        await Assertions.Expect(link.GetByRole(AriaRole.Columnheader, new() { Name = "Feature" })).ToHaveAttributeAsync("aria-sort", "descending");
        await ShowsAsync(link, "assumed", async () => Share((await Dashboard.PostAsync("predict?reasons=0", $$$"""{"customer_id":"{{{id}}}","features":{"{{{feature}}}":{{{value}}}}}""")).GetProperty("risk_score")));
    }

    [Fact]
    public async Task The_way_back_leads_to_the_row_that_was_opened()
    {
        var page = await Dashboard.OpenAsync("dashboard/customers?sort=customer_id");
        var ids = (await Dashboard.GetAsync("customers?sort=customer_id&limit=1000")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("customer_id").GetString()!).ToList();
        var wanted = ids[200];
        await page.Locator(".table").EvaluateAsync("table => { table.scrollTop = 200 * 37 - 100; }");
        await page.GetByRole(AriaRole.Link, new() { Name = wanted }).ClickAsync();
        await page.Locator("[data-figure=score]").WaitForAsync();

        await page.GoBackAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = wanted }).WaitForAsync();
        await Assertions.Expect(page.Locator($"tr[data-key='{wanted}']")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(page.Locator(".table")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator($"tr[data-key='{ids[201]}']")).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task An_export_holds_every_row_also_of_those_that_were_not_loaded()
    {
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");

        var lines = await ExportAsync(page, $"{id}-transactions");

        var count = (await Dashboard.GetAsync($"customer/{id}")).GetProperty("transaction_count").GetInt64();
        Assert.Equal("When,Amount,Category,Merchant,Channel,Status,Due,Balance after,Id", lines[0]);
        Assert.InRange(count - (lines.Count - 1), 0, 20);
        Assert.Equal(lines.Count - 1, lines.Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..]).Distinct(StringComparer.Ordinal).Count());

        await page.GotoAsync("dashboard/interventions?risk_level=MEDIUM");
        var proposals = await ExportAsync(page, "interventions");

        var api = new List<JsonElement>();
        for (var after = 0L; ;)
        {
            var found = await Dashboard.GetAsync($"interventions?after_sequence={after}&limit=1000");
            if (found.GetProperty("items").GetArrayLength() == 0)
                break;
            api.AddRange(found.GetProperty("items").EnumerateArray());
            after = found.GetProperty("next_sequence").GetInt64();
        }

        var medium = api.Where(item => item.GetProperty("risk_level").GetString() == "MEDIUM").Select(item => item.GetProperty("sequence").GetInt64()).ToHashSet();
        Assert.Superset(proposals.Skip(1).Select(line => long.Parse(line[..line.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(), medium);
        Assert.InRange(medium.Count - (proposals.Count - 1), 0, 5);
    }

    private static (string Feature, string Value) Assumed(string url)
    {
        var text = System.Web.HttpUtility.ParseQueryString(new Uri(url).Query)["if"]!;
        return (text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    /// <returns>The lines of the CSV that a button saves, with its header.</returns>
    private static async Task<IReadOnlyList<string>> ExportAsync(IPage page, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"[data-export='{name}']").ClickAsync());
        Assert.Equal($"{name}.csv", download.SuggestedFilename);
        return (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).TrimStart('\ufeff').Split("\r\n");
    }
}
