using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Contacts that go no further by themselves, as the API lists them, until a person sends them again.</summary>
public sealed class FailedTests(DashboardFixture dashboard) : CallListTest(dashboard)
{
    [Fact]
    public async Task What_failed_comes_to_the_open_page_and_is_sent_again_once_the_rules_allow_it()
    {
        var call = await ApproveCallAsync();
        var (id, customer) = (Uri.EscapeDataString(IdOf(call)), call.GetProperty("customer_id").GetString()!);
        await Dashboard.PostAsync($"interventions/calls/{id}/claim", """{"by":"Ben"}""");
        await Dashboard.PostAsync($"customer/{customer}/opt_out", """{"channels":["sms","email"],"source":"branch"}""");
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=failed");
        await page.SayWhoAsync(Agent);
        await Dashboard.PostAsync($"interventions/calls/{id}/done", """{"by":"Ben","result":"wrong_number"}""");

        var failed = page.Locator($"[data-failed='{IdOf(call)}']");
        await failed.WaitForAsync();
        await ShowsAsync(page, "failed", async () => Count((await FailedAsync()).Count));
        await Assertions.Expect(failed.Locator(".bad")).ToHaveTextAsync("Failed: no usable channel");
        await AccessibilityTests.HasNoFaultAsync(page, "failed");

        // Nothing went of which this could be.
        await failed.GetByLabel("Why it did not arrive").SelectOptionAsync("filtered");
        await failed.GetByRole(AriaRole.Button, new() { Name = "It did not arrive:" }).ClickAsync();
        await page.GetByText("Nothing was sent by phone that could be undelivered: it is failed.").WaitForAsync();

        await failed.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
        await page.GetByText($"{customer}: Failed").WaitForAsync();
        // Not everybody agreed to messages.
        using var profile = new StringContent("""{"name":"Ana","phone":"+34600000000","email":"ana@example.com","consents":{"sms":true,"email":true,"phone":true}}""", Encoding.UTF8, "application/json");
        using var put = await Dashboard.Http.PutAsync($"customer/{customer}/profile", profile, TestContext.Current.CancellationToken);
        put.EnsureSuccessStatusCode();
        await Dashboard.PostAsync($"customer/{customer}/opt_in", """{"channels":["sms"],"source":"branch"}""");
        await failed.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();

        await page.GetByText($"{customer}: Awaits approval.").WaitForAsync();
        await Assertions.Expect(failed).ToHaveCountAsync(0);
        Assert.DoesNotContain(await FailedAsync(), item => IdOf(item.GetProperty("contact")) == IdOf(call));
        var decisions = (await Dashboard.GetAsync($"interventions/{id}")).GetProperty("decisions").EnumerateArray();
        Assert.Contains("resent", decisions.Select(decision => decision.GetProperty("trigger").GetString()));
    }

    private async Task<List<JsonElement>> FailedAsync() => [.. (await Dashboard.GetAsync("interventions/failed?limit=1000")).GetProperty("items").EnumerateArray()];
}
