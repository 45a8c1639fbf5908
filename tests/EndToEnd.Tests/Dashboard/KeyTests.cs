using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>What people do without a mouse, and what keys do not do.</summary>
public sealed class KeyTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task A_key_alone_approves_nobody_and_single_keys_can_be_switched_off()
    {
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=queue");
        await page.SayWhoAsync("Ana María");
        var approve = page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });
        await Assertions.Expect(approve).ToBeEnabledAsync();

        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(approve).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-contact-state=awaiting_approval]")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        await page.Locator("#single-keys").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(approve).ToBeFocusedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(approve).ToBeEnabledAsync();
        foreach (var key in new[] { "m", "r", "?", "a" })
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator(".decide, dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(approve).Not.ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" }).ClickAsync();
        await page.Locator("#single-keys").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.Keyboard.PressAsync("m");
        await page.Locator(".decide textarea:focus").WaitForAsync();
    }

    [Fact]
    public async Task A_bar_of_the_distribution_leads_to_its_customers()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        var bar = page.Locator(".histogram a").First;
        var from = await bar.GetAttributeAsync("data-bin");

        await bar.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customers" })).ToBeVisibleAsync();
        var query = new Uri(page.Url).Query;
        Assert.Contains($"min_score={from}&max_score=", query, StringComparison.Ordinal);
        await ShowsAsync(page, "total", async () => $"{Count((await Dashboard.GetAsync($"customers{query}")).GetProperty("total"))} customers");
    }

    [Fact]
    public async Task Every_condition_of_an_address_is_shown_and_can_be_taken_away()
    {
        var page = await Dashboard.OpenAsync("dashboard/interventions?state=failed&driver=none_such&customer_id=c0001");

        await Assertions.Expect(page.GetByLabel("What became of it")).ToHaveValueAsync("failed");
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Driver" })).ToHaveValueAsync("none_such");
        await page.GetByRole(AriaRole.Button, new() { Name = "Customer c0001" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(Dashboard.Gateway.Address, "dashboard/interventions?state=failed&driver=none_such").ToString());
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Driver" }).SelectOptionAsync("");
        await page.GetByLabel("What became of it").SelectOptionAsync("");
        await page.Locator(".table tbody .level").First.WaitForAsync();
    }

    [Fact]
    public async Task A_part_that_there_is_not_says_so()
    {
        foreach (var address in new[] { "dashboard/interventions?tab=bogus", "dashboard/model?tab=bogus", "dashboard/live?tab=bogus" })
        {
            var page = await Dashboard.OpenAsync(address);
            await page.GetByText("There is no part “bogus” here").WaitForAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "To the first part" }).ClickAsync();
            await page.Locator("nav [aria-current=page]").Nth(1).WaitForAsync();
        }
    }
}
