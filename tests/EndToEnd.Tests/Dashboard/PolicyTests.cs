using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>A change of the contact policy, by two persons on their own pages.</summary>
public sealed class PolicyTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task A_changed_policy_is_shown_proposed_by_one_and_confirmed_by_another()
    {
        var first = await Dashboard.OpenAsync("dashboard/interventions?tab=policy");
        var former = await first.Locator("[data-policy]").InnerTextAsync();
        await first.SayWhoAsync("Ana María");

        Dashboard.ChangePolicy("retry_call_after_hours: 4", "retry_call_after_hours: 5");
        var difference = first.GetByRole(AriaRole.Row).Filter(new() { HasText = "retry_call_after_hours" });
        await Assertions.Expect(difference.Locator("del")).ToHaveTextAsync("4");
        await Assertions.Expect(difference.Locator("ins")).ToHaveTextAsync("5");
        await first.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Assertions.Expect(first.Locator("[data-policy-state]")).ToContainTextAsync("Ana María proposed it");
        await Assertions.Expect(first.GetByRole(AriaRole.Button, new() { Name = "Confirm" })).ToBeDisabledAsync();
        Assert.Equal(former, (await Dashboard.GetAsync("policy")).GetProperty("version").GetString());

        var second = await Dashboard.OpenAsync("dashboard/interventions?tab=policy");
        var waiting = await second.Locator("[data-policy-waiting]").InnerTextAsync();
        await second.SayWhoAsync("Ben");
        await second.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Assertions.Expect(second.Locator("[data-policy]")).ToHaveTextAsync(waiting);
        Assert.Equal(waiting, (await Dashboard.GetAsync("policy")).GetProperty("version").GetString());
    }
}
