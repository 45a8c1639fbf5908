using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>What the pages show is what the API answers, in a real browser against the real program.</summary>
public sealed class PageTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task The_overview_counts_customers_as_the_api_does()
    {
        var page = await Dashboard.OpenAsync("dashboard/");

        foreach (var level in new[] { "LOW", "MEDIUM", "HIGH", "CRITICAL" })
            await ShowsAsync(page, level, async () => Count((await Dashboard.GetAsync("stats")).GetProperty("by_level").GetProperty(level)));
        await ShowsAsync(page, "customers", async () => Count((await Dashboard.GetAsync("stats")).GetProperty("customers")));
    }

    [Fact]
    public async Task A_number_of_the_overview_leads_to_the_customers_behind_it()
    {
        var page = await Dashboard.OpenAsync("dashboard/");

        await page.Locator("[data-figure=MEDIUM]").ClickAsync();

        await page.WaitForURLAsync("**/dashboard/customers?level=MEDIUM");
        await ShowsAsync(page, "total", async () => $"{Count((await Dashboard.GetAsync("customers?level=MEDIUM")).GetProperty("total"))} customers");
    }

    [Fact]
    public async Task A_region_leaves_its_customers()
    {
        var region = (await Dashboard.GetAsync("portfolio")).GetProperty("regions")[0].GetString()!;
        var page = await Dashboard.OpenAsync($"dashboard/?region={Uri.EscapeDataString(region)}");

        await ShowsAsync(page, "LOW", async () =>
            Count((await Dashboard.GetAsync($"portfolio?region={Uri.EscapeDataString(region)}")).GetProperty("levels")[0].GetProperty("customers")));
        Assert.Equal(region, await page.GetByLabel("Region").InputValueAsync());
    }

    [Fact]
    public async Task A_customer_is_found_by_name_and_shows_the_score()
    {
        var customer = (await Dashboard.GetAsync("customers?limit=1")).GetProperty("items")[0];
        var page = await Dashboard.OpenAsync("dashboard/");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(customer.GetProperty("name").GetString()!);
        await page.Locator("#found a").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/dashboard/customers/c*");
        var id = new Uri(page.Url).Segments[^1];
        await ShowsAsync(page, "score", async () => Share((await Dashboard.GetAsync($"customer/{id}")).GetProperty("score").GetProperty("risk_score")));
        await page.GetByText("The average customer").WaitForAsync();
    }

    [Fact]
    public async Task A_what_if_is_rescored_as_the_model_answers()
    {
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");
        var (slider, feature) = await SliderAsync(page);

        await ToStartAsync(slider);

        var assumed = $$$"""{"customer_id":"{{{id}}}","features":{"{{{feature}}}":{{{await slider.InputValueAsync()}}}}}""";
        await ShowsAsync(page, "assumed", async () => Share((await Dashboard.PostAsync("predict?reasons=0", assumed)).GetProperty("risk_score")));
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to now" }).ClickAsync();
        await ShowsAsync(page, "assumed", async () => Share((await Dashboard.GetAsync($"customer/{id}")).GetProperty("score").GetProperty("risk_score")));
    }

    [Fact]
    public async Task A_what_if_of_what_is_told_less_the_usual_holds_when_the_usual_has_moved_by_a_day()
    {
        const string Feature = "late_payments_30d";
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");
        await page.Locator(".slider input").First.WaitForAsync();
        var slider = page.Locator($"#slider-{Feature}");
        if (await slider.CountAsync() == 0)
            await page.GetByLabel("Another feature").SelectOptionAsync(Feature);
        await ToStartAsync(slider);
        await page.WaitForFunctionAsync("feature => new URLSearchParams(location.search).get('if') === `${feature}:0`", Feature);
        var (before, offered) = (await UsualAsync(), await SlidersAsync(page));

        // A day of the demo later: nothing was late so far is as much as before, less what is usual now.
        await Eventually.HoldsAsync(async () => await UsualAsync() != before);
        await ShowsAsync(page, "assumed", async () =>
        {
            var assumed = (-await UsualAsync()).ToString("R", CultureInfo.InvariantCulture);
            return Share((await Dashboard.PostAsync("predict?reasons=0", $$$"""{"customer_id":"{{{id}}}","features":{"{{{Feature}}}":{{{assumed}}}}}""")).GetProperty("risk_score"));
        });
        await Assertions.Expect(page.Locator("#what-if [role=alert]")).ToHaveCountAsync(0);
        Assert.Equal(offered, await SlidersAsync(page));

        static Task<string[]> SlidersAsync(IPage page) => page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.slider input')].map(slider => slider.id)");

        async Task<double> UsualAsync() => (await Dashboard.GetAsync($"customer/{id}?reasons=100")).GetProperty("score").GetProperty("reasons").EnumerateArray()
            .Single(reason => reason.GetProperty("feature").GetString() == Feature).GetProperty("usual").GetDouble();
    }

    [Fact]
    public async Task The_model_page_shows_the_performance_and_who_has_which_role()
    {
        var page = await Dashboard.OpenAsync("dashboard/model?tab=models");

        var champion = (await Dashboard.GetAsync("models")).GetProperty("roles").GetProperty("champion").GetString()!;
        Assert.Equal(champion, await page.Locator("[data-role=champion]").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Performance" }).ClickAsync();
        await page.GetByText($"Champion {champion}").WaitForAsync();
    }

    [Fact]
    public async Task A_role_is_given_and_taken_away_only_after_it_was_confirmed()
    {
        var page = await Dashboard.OpenAsync("dashboard/model?tab=models");
        var champion = await page.Locator("[data-role=champion]").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Challenger…" }).ClickAsync();
        var confirm = page.Locator("dialog[open] .primary");

        Assert.True(await confirm.IsDisabledAsync());
        await page.Locator("#confirm").FillAsync(champion);
        Assert.True(await confirm.IsDisabledAsync());
        await page.SayWhoAsync("Rosa");
        await confirm.ClickAsync();

        await Assertions.Expect(page.Locator("[data-role=challenger]")).ToHaveTextAsync(champion);
        Assert.Equal(champion, (await Dashboard.GetAsync("models")).GetProperty("roles").GetProperty("challenger").GetString());
        Assert.Equal("Rosa", (await Dashboard.GetAsync("models/history?limit=1")).GetProperty("items")[0].GetProperty("by").GetString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the role away…" }).ClickAsync();
        await page.Locator("#confirm").FillAsync(champion);
        await confirm.ClickAsync();
        await Assertions.Expect(page.Locator("[data-role=challenger]")).ToHaveTextAsync("nobody");
    }

    [Fact]
    public async Task Interventions_are_listed_as_the_api_has_them_and_filtered_by_the_address()
    {
        var interventions = (await Dashboard.GetAsync("interventions?limit=1000")).GetProperty("items").EnumerateArray().ToList();
        var page = await Dashboard.OpenAsync("dashboard/interventions?risk_level=MEDIUM");

        await ShowsAsync(page, "interventions", async () => Count((await Dashboard.GetAsync("stats")).GetProperty("interventions")));
        Assert.NotEmpty(interventions);
        await Eventually.HoldsAsync(async () => await page.Locator(".table tbody .level").CountAsync() > 0);
        await Assert.AllAsync(await page.Locator(".table tbody .level").AllAsync(), async level => Assert.Contains("MEDIUM", await level.GetAttributeAsync("class"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_skip_link_leads_past_menu_and_search()
    {
        var page = await Dashboard.OpenAsync("dashboard/");

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_address_that_names_nothing_says_so_within_the_pages()
    {
        var page = await Dashboard.OpenAsync("dashboard/customers/%E0%A4%A");

        await page.GetByText("There is no such page").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the risk overview" }).ClickAsync();
        await page.Locator("[data-figure=LOW]").WaitForAsync();
    }

    [Fact]
    public async Task What_is_typed_and_entered_at_once_opens_the_customer_that_was_typed()
    {
        var ids = (await Dashboard.GetAsync("customers?limit=2&sort=customer_id")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("customer_id").GetString()!).ToList();
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.Locator("#find").FillAsync(ids[0]);
        await page.Locator("#found a").First.WaitForAsync();

        await page.Locator("#find").FillAsync(ids[1]);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(new Uri(Dashboard.Gateway.Address, $"dashboard/customers/{ids[1]}").ToString());
    }

    [Fact]
    public async Task Pages_load_little_script_and_nothing_from_elsewhere()
    {
        const int Budget = 600 * 1024;
        var page = await Dashboard.OpenAsync("dashboard/");
        var elsewhere = new ConcurrentBag<string>();
        var scripts = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        page.Response += (_, response) =>
        {
            if (new Uri(response.Url).Authority != Dashboard.Gateway.Address.Authority)
                elsewhere.Add(response.Url);
            else if (response.Url.EndsWith(".js", StringComparison.Ordinal))
                scripts[response.Url] = true;
        };
        await page.ReloadAsync();

        foreach (var place in new[] { "customers", $"customers/{await Dashboard.WorstAsync()}", "live", "model", "model?tab=drift", "interventions" })
        {
            await page.GotoAsync($"dashboard/{place}");
            await page.Locator("h1").First.WaitForAsync();
            await Assertions.Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        }

        var bytes = 0L;
        foreach (var script in scripts.Keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, script);
            request.Headers.Add("Accept-Encoding", "br");
            using var response = await Dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal("br", response.Content.Headers.ContentEncoding.SingleOrDefault());
            bytes += response.Content.Headers.ContentLength!.Value;
        }

        Assert.Empty(elsewhere);
        Assert.InRange(bytes, 50 * 1024, Budget);
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes / 1024.0:0.0} KiB of script in {scripts.Count} files");
    }
}
