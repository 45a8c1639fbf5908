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

    private async Task<string?> ClaimedByAsync(string customer) =>
        (await FirstAsync("interventions/calls?limit=1000", item => item.GetProperty("contact").GetProperty("customer_id").GetString() == customer))!.Value.GetProperty("claimed_by").GetString();

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
