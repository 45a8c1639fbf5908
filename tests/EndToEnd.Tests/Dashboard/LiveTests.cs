using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>What happens in the program comes to an open page by itself, also over its death.</summary>
public sealed class LiveTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task A_transaction_comes_to_the_open_page()
    {
        var page = await Dashboard.OpenAsync("dashboard/live");
        var merchant = $"shop {Guid.NewGuid():N}"[..20];

        // Of many that come at once the page shows some.
        var sent = 0;
        await Eventually.HoldsAsync(async () =>
        {
            await PostAsync($"live1-{sent++}", merchant);
            return await page.Locator("[data-stream]").GetByText(merchant).CountAsync() > 0;
        });
    }

    [Fact]
    public async Task Figures_move_without_a_reload()
    {
        // Where nobody lives by themselves, a figure moves by what is sent alone.
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/live");
        await Assertions.Expect(page.Locator("[data-figure=transactions]")).ToHaveTextAsync("0");

        await PostAsync(http, "live2", "c-live", "shop");

        await Assertions.Expect(page.Locator("[data-figure=transactions]")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task After_the_program_was_killed_the_page_says_so_and_catches_up_by_itself()
    {
        await PostAsync("away0", "shop");
        var customer = await Dashboard.OpenAsync("dashboard/customers/c-live");
        var contact = await LastingContactAsync();
        var queue = await Dashboard.OpenAsync($"dashboard/interventions?tab=queue&contact={Uri.EscapeDataString(contact)}");
        await queue.Locator("[data-contact-state=awaiting_approval]").WaitForAsync();
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.EvaluateAsync("window.stayed = true");
        var customers = (await Dashboard.GetAsync("stats")).GetProperty("customers").GetInt64();
        await ShowsAsync(page, "customers", () => Task.FromResult(Count(customers)));

        Dashboard.Kill();
        try
        {
            await page.Locator(".status[data-state=lost]").WaitForAsync();
            Assert.Contains("Connection lost", await page.Locator(".status").InnerTextAsync(), StringComparison.Ordinal);
            // These two are cut off for longer, so that something happens meanwhile.
            foreach (var cut in new[] { customer, queue })
                await cut.RouteAsync("**/*", route => route.AbortAsync());
        }
        finally
        {
            // Others go on with it.
            await Dashboard.RestartAsync();
        }

        await page.Locator(".status[data-state=live]").WaitForAsync();
        var merchant = $"shop {Guid.NewGuid():N}"[..20];
        await PostAsync("away1", merchant);
        // Nobody joins the demo by themselves.
        await PostAsync(Dashboard.Http, "away2", $"c-{Guid.NewGuid():N}", "shop");
        await Dashboard.PostAsync($"interventions/{Uri.EscapeDataString(contact)}/reject", """{"by":"Ben","reason":"Calls them himself"}""");
        await Assertions.Expect(customer.Locator(".status[data-state=lost]")).ToBeVisibleAsync();
        await Assertions.Expect(customer.GetByText(merchant)).ToHaveCountAsync(0);
        await Assertions.Expect(queue.Locator("[data-contact-state=awaiting_approval]")).ToBeVisibleAsync();
        foreach (var cut in new[] { customer, queue })
            await cut.UnrouteAllAsync();

        await customer.GetByText(merchant).WaitForAsync();
        await queue.Locator("[data-contact-state=withdrawn]").WaitForAsync();
        await customer.Locator(".status[data-state=live]").WaitForAsync();
        await ShowsAsync(page, "customers", () => Task.FromResult(Count(customers + 1)));
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
    }

    [Fact]
    public async Task A_transaction_is_on_the_open_page_of_its_customer_within_a_second()
    {
        await PostAsync("live4", "first shop");
        var page = await Dashboard.OpenAsync("dashboard/customers/c-live");
        await page.GetByText("first shop").WaitForAsync();

        await WithinASecondAsync(async attempt =>
        {
            var merchant = $"shop {Guid.NewGuid():N}"[..20];
            await PostAsync($"live5-{attempt}", merchant);
            return page.GetByText(merchant);
        });
    }

    [Fact]
    public async Task What_is_told_elsewhere_of_contact_is_on_the_open_page_of_the_customer_within_a_second()
    {
        await PostAsync("live6", "shop");
        var page = await Dashboard.OpenAsync("dashboard/customers/c-live");
        await page.GetByText("No opt-out, no reason to leave the customer alone, no objection open.").WaitForAsync();

        string[] reasons = ["bereaved", "vulnerable", "in_dispute"];
        await WithinASecondAsync(async attempt =>
        {
            await Dashboard.PostAsync("customer/c-live/suppression", $$"""{"reason":"{{reasons[attempt]}}","source":"branch"}""");
            return page.Locator($"[data-suppression={reasons[attempt]}]");
        });
    }

    [Fact]
    public async Task A_dead_letter_is_put_right_and_taken()
    {
        using var content = new StringContent("""{"transaction_id":"bad1","customer_id":"c-new","timestamp":"2026-01-01T10:00:00Z","amount":-5,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""", Encoding.UTF8, "application/json");
        using var refused = await Dashboard.Http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        Assert.True(refused.IsSuccessStatusCode);
        var page = await Dashboard.OpenAsync("dashboard/live?tab=dead_letters");

        await page.GetByRole(AriaRole.Button, new() { Name = "Put right and send" }).First.ClickAsync();
        var document = await page.Locator("#requeue").InputValueAsync();
        await page.Locator("#requeue").FillAsync(document.Replace("-5", "5", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();

        await page.GetByText("It was taken and is durable.").WaitForAsync();
        Assert.Equal(1, (await Dashboard.GetAsync("customer/c-new")).GetProperty("transaction_count").GetInt64());
    }

    [Fact]
    public async Task A_dead_letter_stands_there_as_it_came_and_is_refused_again_as_it_is()
    {
        const string Faulty = """{"transaction_id":"twice","customer_id":"c-twice","timestamp":"2026-01-01T10:00:00Z","amount":5.10,"amount":500.00,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""";
        using var content = new StringContent(Faulty, Encoding.UTF8, "application/json");
        using var refused = await Dashboard.Http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        Assert.True(refused.IsSuccessStatusCode);
        var page = await Dashboard.OpenAsync("dashboard/live?tab=dead_letters");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "c-twice" });

        await row.GetByRole(AriaRole.Button, new() { Name = "Put right and send" }).ClickAsync();
        var document = await page.Locator("#requeue").InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();

        Assert.Contains("\"amount\": 5.10,\n  \"amount\": 500.00,", document, StringComparison.Ordinal);
        await page.Locator("dialog [role=alert]").GetByText("amount must occur only once").WaitForAsync();
        using var unknown = await Dashboard.Http.GetAsync(new Uri("customer/c-twice", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Task PostAsync(string id, string merchant) => PostAsync(Dashboard.Http, id, "c-live", merchant);

    private static async Task PostAsync(HttpClient http, string id, string customer, string merchant)
    {
        using var stats = JsonDocument.Parse(await http.GetStringAsync("stats", TestContext.Current.CancellationToken));
        var now = stats.RootElement.GetProperty("now").GetString();
        var body = $$"""{"transaction_id":"{{id}}","customer_id":"{{customer}}","timestamp":"{{now}}","amount":5,"direction":"debit","category":"groceries","channel":"card","status":"completed","merchant":"{{merchant}}"}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Contains("\"accepted\":1", StringComparison.Ordinal), answer);
    }

    /// <summary>Of the contacts that wait for a person the one that does so longest: a day of the demo lasts seconds.</summary>
    private async Task<string> LastingContactAsync()
    {
        JsonElement? lasting = null;
        await Eventually.HoldsAsync(async () =>
        {
            var waiting = (await Dashboard.GetAsync("interventions/queue?limit=1000")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("contact")).ToList();
            lasting = waiting.Count == 0 ? null : waiting.MaxBy(item => item.GetProperty("contact").GetProperty("expires_at").GetDateTimeOffset());
            return lasting is not null;
        });
        return lasting!.Value.GetProperty("intervention_id").GetString()!;
    }
}
