using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The parts of a customer's page beside what the API answers of the customer.</summary>
public sealed class CustomerFigureTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    private const int ShownReasons = 10;

    [Fact]
    public async Task Reasons_advice_bills_episodes_and_transactions_are_those_of_the_api()
    {
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");

        await ListsAsync(page.Locator($".waterfall li:nth-child(n+2):nth-child(-n+{ShownReasons + 1}) > span:is(:first-child, .number)"), async () =>
            [.. Items((await Dashboard.GetAsync($"customer/{id}?reasons=1000")).GetProperty("score"), "reasons").Take(ShownReasons)
                .SelectMany(reason => new[] { reason.GetProperty("text").GetString()!, Signed(reason.GetProperty("contribution").GetDouble()) })]);
        await ListsAsync(page.Locator("section[aria-label='What would help'] p").First, async () => [(await Dashboard.GetAsync($"customer/{id}/counterfactual")).GetProperty("summary").GetString()!]);
        await ListsAsync(page.Locator(".advice > li > .tag"), async () =>
            [.. Items(await Dashboard.GetAsync($"customer/{id}/counterfactual"), "changes").Select(change => change.GetProperty("by").GetString() is "both" ? "customer and bank" : change.GetProperty("by").GetString()!)], mayBeNone: true);
        await ListsAsync(page.GetByLabel("Transactions, ").Locator("tbody tr:not(.spacer):nth-child(-n+8) td:nth-child(9)"), async () =>
            [.. Items((await Dashboard.GetAsync($"customer/{id}/history?limit=8")).GetProperty("transactions"), "items").Select(transaction => transaction.GetProperty("transaction_id").GetString()!)]);
        await ListsAsync(page.Locator(".episodes details > summary > .muted"), async () =>
            [.. Items((await Dashboard.GetAsync($"customer/{id}/history?limit=1000")).GetProperty("interventions"), "items").Select(proposal => Words(proposal.GetProperty("driver").GetString()!))], mayBeNone: true);
        var bills = Items((await Dashboard.GetAsync($"customer/{id}")).GetProperty("profile"), "obligations").Select(bill => Words(bill.GetProperty("category").GetString()!)).ToHashSet(StringComparer.Ordinal);
        var due = page.GetByLabel("Due dates, ").Locator("tbody td:nth-child(2)");
        await due.First.WaitForAsync();
        Assert.Equal(bills, (await due.AllInnerTextsAsync()).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_feature_stands_with_its_value_and_its_part_of_the_score()
    {
        var id = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{id}");

        await ListsAsync(page.GetByLabel("Features, ").Locator("tbody tr:not(.spacer):nth-child(-n+10) td:is(:first-child, :last-child)"), async () =>
            [.. Items((await Dashboard.GetAsync($"customer/{id}?reasons=1000")).GetProperty("score"), "reasons").Take(10)
                .SelectMany(reason => new[] { Words(reason.GetProperty("feature").GetString()!), Signed(reason.GetProperty("contribution").GetDouble()) })]);
        var features = (await Dashboard.GetAsync("features")).GetProperty("items").GetArrayLength();
        await Assertions.Expect(page.GetByLabel("Features, ").Locator("table")).ToHaveAttributeAsync("aria-rowcount", $"{features + 1}");
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement document, string list) => [.. document.GetProperty(list).EnumerateArray()];
}
