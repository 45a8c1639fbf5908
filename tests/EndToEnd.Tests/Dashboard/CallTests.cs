using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Calls under a live policy, from the list to what came of them.</summary>
public sealed class CallTests(DashboardFixture dashboard) : CallListTest(dashboard)
{
    [Fact]
    public async Task A_call_is_claimed_given_back_claimed_again_and_done()
    {
        var call = await ApproveCallAsync();
        var customer = call.GetProperty("customer_id").GetString()!;
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=calls");
        var claim = page.GetByRole(AriaRole.Button, new() { Name = $"Claim {customer}" });
        await Assertions.Expect(claim).ToBeDisabledAsync();
        await page.SayWhoAsync(Agent);

        await claim.ClickAsync();
        await page.Locator(".to-call a").WaitForAsync();
        Assert.Equal(Agent, await ClaimedByAsync(customer));
        Assert.Contains(call.GetProperty("time_zone").GetString()!, await page.Locator("[data-theirs]").InnerTextAsync(), StringComparison.Ordinal);

        // A look at the customer in between takes the number away, and not the call.
        var number = await page.Locator(".to-call a").InnerTextAsync();
        await page.Locator(".card").Filter(new() { HasText = "Your call" }).GetByRole(AriaRole.Link, new() { Name = "Customer" }).ClickAsync();
        await page.Locator("[data-figure=score]").WaitForAsync();
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the number" }).ClickAsync();
        await Assertions.Expect(page.Locator(".to-call a")).ToHaveTextAsync(number);
        await Assertions.Expect(page.Locator(".to-call a")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Give it back" }).ClickAsync();
        await page.GetByText($"The call of {customer} is back on the list.").WaitForAsync();
        Assert.Null(await ClaimedByAsync(customer));

        await claim.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reached", Exact = true }).ClickAsync();
        await page.GetByText($"{customer}: reached.").WaitForAsync();
        await Assertions.Expect(claim).ToHaveCountAsync(0);
        Assert.Equal("sent", await StateAsync(call));
    }

    [Fact]
    public async Task Number_and_words_go_within_a_second_where_the_customer_must_not_be_called_any_more()
    {
        var (page, call) = await ClaimOnPageAsync();
        var (id, customer) = (IdOf(call), call.GetProperty("customer_id").GetString()!);

        await WithinASecondAsync(async attempt =>
        {
            // What no longer holds gives the number back.
            await SuppressAsync(customer, lifted: true);
            await page.Locator(".to-call a").WaitForAsync();
            await SuppressAsync(customer, lifted: false);
            return page.Locator("[data-withheld=suppression]");
        });

        Assert.Contains("deceased", await page.Locator("[data-withheld]").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".to-call")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(0);
        // The number had the focus; the keyboard is not back at the page's start.
        await Assertions.Expect(page.Locator("[data-withheld]")).ToBeFocusedAsync();
        Assert.Equal("suppression", (await ListedAsync(customer))!.Value.GetProperty("withheld_by").GetProperty("rule").GetString());
        Assert.Contains("suppression", await RefusedAsync($"interventions/calls/{Uri.EscapeDataString(id)}/claim", $$"""{"by":"{{Agent}}"}"""), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Give it back" }).ClickAsync();
        await page.GetByText($"{customer} is not on the list any more. Not contacted: suppression.").WaitForAsync();
        Assert.Null(await ListedAsync(customer));
    }

    [Theory]
    [InlineData("Nobody answered", "unanswered", "waiting")]
    [InlineData("Wrong number", "wrong number", "failed", "awaiting_approval")]
    public async Task What_came_of_a_call_is_told_and_the_call_is_over(string button, string told, params string[] states)
    {
        var (page, call) = await ClaimOnPageAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        await page.GetByText($"{call.GetProperty("customer_id").GetString()}: {told}.").WaitForAsync();
        await Assertions.Expect(page.Locator(".to-call")).ToHaveCountAsync(0);

        // After a number that is nobody's the next channel is asked for, where there is one.
        Assert.Contains(await StateAsync(call), states);
    }

    [Fact]
    public async Task A_call_that_somebody_else_has_is_theirs()
    {
        var call = await ApproveCallAsync();
        var customer = call.GetProperty("customer_id").GetString()!;
        await Dashboard.PostAsync($"interventions/calls/{Uri.EscapeDataString(IdOf(call))}/claim", """{"by":"Ben"}""");
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=calls");
        await page.SayWhoAsync(Agent);

        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = customer })).ToContainTextAsync("Ben, ends in");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Claim {customer}" })).ToBeDisabledAsync();
        foreach (var width in (int[])[768, 1024, 1180, 1366, 1440])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.table')].every(table => table.scrollWidth <= table.clientWidth)");
        }

        await GiveBackAsync(call, "Ben");
    }

    [Fact]
    public async Task The_number_goes_where_the_claim_ran_out()
    {
        var (page, call) = await ClaimOnPageAsync();

        // Its hour is over; the list is asked for again by itself.
        await page.RouteAsync("**/interventions/calls?*", async route =>
        {
            var answer = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            foreach (var item in answer["items"]!.AsArray().Where(item => item!["claimed_by"] is not null))
                item!["claimed_until"] = "2020-01-01T00:00:00Z";
            await route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
        });

        await page.GetByText($"The call of {call.GetProperty("customer_id").GetString()} is not yours any more").WaitForAsync();
        await Assertions.Expect(page.Locator(".to-call")).ToHaveCountAsync(0);
        await page.UnrouteAllAsync();
        await GiveBackAsync(call, Agent);
    }

    private async Task<(IPage Page, JsonElement Call)> ClaimOnPageAsync()
    {
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=calls");
        await page.SayWhoAsync(Agent);
        var (number, refusal) = (page.Locator(".to-call a"), page.GetByRole(AriaRole.Alert));
        for (var attempt = 1; ; attempt++)
        {
            var call = await ApproveCallAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"Claim {call.GetProperty("customer_id").GetString()}" }).ClickAsync();
            await number.Or(refusal).First.WaitForAsync();
            if (await number.IsVisibleAsync())
                return (page, call);
            // The demo goes on: rules may say otherwise by now.
            Assert.True(attempt < 5, await refusal.First.InnerTextAsync());
        }
    }

    private Task<JsonElement> SuppressAsync(string customer, bool lifted) =>
        Dashboard.PostAsync($"customer/{customer}/suppression", $$"""{"reason":"deceased","source":"branch","lifted":{{(lifted ? "true" : "false")}}}""");
}
