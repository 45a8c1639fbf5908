using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Calls under a live policy, from the list to what came of them.</summary>
public sealed class CallTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    private const string Agent = "Ana María";

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

        await page.GetByRole(AriaRole.Button, new() { Name = "Give it back" }).ClickAsync();
        await page.GetByText($"The call of {customer} is back on the list.").WaitForAsync();
        Assert.Null(await ClaimedByAsync(customer));

        await claim.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reached", Exact = true }).ClickAsync();
        await page.GetByText($"{customer}: reached.").WaitForAsync();
        await Assertions.Expect(claim).ToHaveCountAsync(0);
        var detail = await Dashboard.GetAsync($"interventions/{Uri.EscapeDataString(call.GetProperty("intervention_id").GetString()!)}");
        Assert.Equal("sent", detail.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Number_and_words_go_within_a_second_where_the_customer_must_not_be_called_any_more()
    {
        var call = await ApproveCallAsync();
        var (id, customer) = (IdOf(call), call.GetProperty("customer_id").GetString()!);
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=calls");
        await page.SayWhoAsync(Agent);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Claim {customer}" }).ClickAsync();
        await page.Locator(".to-call a").WaitForAsync();

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
        Assert.Equal("suppression", (await ListedAsync(customer))!.Value.GetProperty("withheld_by").GetProperty("rule").GetString());
        Assert.Contains("suppression", await RefusedAsync($"interventions/calls/{Uri.EscapeDataString(id)}/claim", $$"""{"by":"{{Agent}}"}"""), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Give it back" }).ClickAsync();
        await page.GetByText($"{customer} is not on the list any more. Not contacted: suppression.").WaitForAsync();
        Assert.Null(await ListedAsync(customer));
    }

    private Task<JsonElement> SuppressAsync(string customer, bool lifted) =>
        Dashboard.PostAsync($"customer/{customer}/suppression", $$"""{"reason":"deceased","source":"branch","lifted":{{(lifted ? "true" : "false")}}}""");

    /// <returns>The words of the refusal.</returns>
    private async Task<string> RefusedAsync(string path, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await Dashboard.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Approves contacts of the queue that are calls, until one is to be made: rules are asked again, and may say otherwise by now.</summary>
    private async Task<JsonElement> ApproveCallAsync()
    {
        JsonElement? call = null;
        var approved = new HashSet<string>(StringComparer.Ordinal);
        await Eventually.HoldsAsync(async () =>
        {
            var queued = await FirstAsync("interventions/queue?limit=1000", item =>
                item.GetProperty("message") is { ValueKind: JsonValueKind.Object } message && message.GetProperty("channel").GetString() == "phone" && !approved.Contains(IdOf(item.GetProperty("contact"))));
            if (queued is not { } next)
                return false;
            var id = IdOf(next.GetProperty("contact"));
            approved.Add(id);
            var answer = await Dashboard.PostAsync($"interventions/{Uri.EscapeDataString(id)}/approve", $$"""{"by":"Ben","revision":"{{next.GetProperty("message").GetProperty("revision").GetString()}}"}""");
            if (answer.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString() == "sending")
                call = next.GetProperty("contact");
            return call is not null;
        });
        return call!.Value;
    }

    private static string IdOf(JsonElement contact) => contact.GetProperty("intervention_id").GetString()!;

    private async Task<string?> ClaimedByAsync(string customer) => (await ListedAsync(customer))!.Value.GetProperty("claimed_by").GetString();

    private Task<JsonElement?> ListedAsync(string customer) =>
        FirstAsync("interventions/calls?limit=1000", item => item.GetProperty("contact").GetProperty("customer_id").GetString() == customer);

    private async Task<JsonElement?> FirstAsync(string list, Func<JsonElement, bool> which)
    {
        foreach (var item in (await Dashboard.GetAsync(list)).GetProperty("items").EnumerateArray())
        {
            if (which(item))
                return item;
        }

        return null;
    }
}
