using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The pages of a gateway that knows people: who works there proves it by a token.</summary>
public sealed class KnownPeopleTests(BrowserFixture browser) : PageTest<BrowserFixture>(browser), IClassFixture<BrowserFixture>, IDisposable
{
    private const string Ann = "a-token-that-nobody-but-ann-could-ever-know";
    private const string Ben = "a-token-that-nobody-but-ben-could-ever-know";
    private const string Nobody = "a-token-that-is-nobodys-as-it-was-made-up-here";
    private const string Refusal = "The token is nobody's.";

    private readonly TemporaryFolder _folder = new();

    private string Policy => _folder.File("policy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_persons_change_a_policy_by_their_tokens_and_nobody_by_a_name()
    {
        await using var gateway = await StartAsync();
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/interventions?tab=policy");

        await EnterAsync(page, Nobody);
        await Assertions.Expect(page.GetByText(Refusal)).ToBeVisibleAsync();
        await EnterAsync(page, Ann);
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
        var changed = Path.Combine(Policy, "policy.yaml");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(changed, TestContext.Current.CancellationToken)).Replace("retry_call_after_hours: 4", "retry_call_after_hours: 5", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-policy-state]")).ToContainTextAsync("ann proposed it");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm" })).ToBeDisabledAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await EnterAsync(page, Ben);
        var waiting = await page.Locator("[data-policy-waiting]").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-policy]")).ToHaveTextAsync(waiting);
        Assert.DoesNotContain(Ann, gateway.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_a_token_that_is_not_valid_any_more_shows_its_figures_and_asks_for_one()
    {
        await using var gateway = await StartAsync();
        await PostAsync(gateway, """{"transaction_id":"t1","customer_id":"c1","timestamp":"2026-01-01T10:00:00Z","amount":5,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""");
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/interventions?tab=policy");
        await EnterAsync(page, Ann);
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");

        // A page that stays open asks for the gateway's health, and hears of it there.
        WritePeople(("ben", Ben));
        await Assertions.Expect(page.GetByText(Refusal)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveCountAsync(0);
        // One that is loaded anew with it finds out at once. A name of former days is nobody.
        await page.EvaluateAsync($"sessionStorage.setItem('token', '{Ann}'); localStorage.setItem('person', 'ann')");
        await page.GotoAsync("dashboard/customers/c1");

        await page.Locator("[data-figure=score]").WaitForAsync();
        await page.Locator(".slider").First.WaitForAsync();
        await page.GetByText("No opt-out, no reason to leave the customer alone, no objection open.").WaitForAsync();
        await Assertions.Expect(page.GetByText("This cannot be shown now")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Objection…" }).ClickAsync();
        await page.Locator("#person[type=password]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_customer_says_and_what_is_put_right_stays_typed_while_a_token_is_asked_for()
    {
        await using var gateway = await StartAsync();
        const string Transaction = """{"transaction_id":"t1","customer_id":"c1","timestamp":"2026-01-01T10:00:00Z","amount":5,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""";
        await PostAsync(gateway, Transaction);
        await PostAsync(gateway, Transaction.Replace("t1", "t2", StringComparison.Ordinal).Replace("5", "-5", StringComparison.Ordinal));
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/customers/c1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Objection…" }).ClickAsync();
        var record = page.GetByRole(AriaRole.Button, new() { Name = "Record" });

        await page.Locator("[data-source]").FillAsync("I paid on the 3rd.");
        await Assertions.Expect(record).ToBeDisabledAsync();
        await EnterAsync(page, Ann);
        await Assertions.Expect(page.Locator("dialog[open] [data-person]")).ToHaveTextAsync("ann");
        await record.ClickAsync();

        await page.GetByText("Its review is open").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Opt out…" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-source]")).ToHaveValueAsync("ann");

        await page.GotoAsync("dashboard/live?tab=dead_letters");
        await page.EvaluateAsync("sessionStorage.removeItem('token')");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put right and send" }).ClickAsync();
        await page.Locator("#requeue").FillAsync(Transaction.Replace("t1", "t2", StringComparison.Ordinal));
        await EnterAsync(page, Ann);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();

        await page.GetByText("It was taken and is durable.").WaitForAsync();
    }

    [Fact]
    public async Task A_late_refusal_of_a_former_token_leaves_the_one_that_was_given_since()
    {
        await using var gateway = await StartAsync();
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/interventions?tab=policy");
        var held = new ConcurrentDictionary<string, IRoute>(StringComparer.Ordinal);
        await page.RouteAsync(
            url => !new Uri(url).AbsolutePath.StartsWith("/dashboard", StringComparison.Ordinal),
            route => BearsNobodys(route.Request) && held.TryAdd(new Uri(route.Request.Url).AbsolutePath, route) ? Task.CompletedTask : route.ContinueAsync());
        await EnterAsync(page, Nobody);
        await Eventually.HoldsAsync(() => Task.FromResult(held.ContainsKey("/me") && held.ContainsKey("/health")));

        await held["/me"].ContinueAsync();
        await EnterAsync(page, Ann);
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
        await page.RunAndWaitForRequestAsync(() => held["/health"].ContinueAsync(), request => request.Url.EndsWith("/health", StringComparison.Ordinal));

        Assert.Equal(Ann, await page.EvaluateAsync<string>("sessionStorage.getItem('token')"));
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
    }

    private Task<GatewayProcess> StartAsync()
    {
        Assert.SkipUnless(DashboardBrowser.Installed is not null, "Chromium is not installed here.");
        Directory.CreateDirectory(Policy);
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, Path.Combine(Policy, Path.GetFileName(file)));
        return GatewayProcess.StartAsync(Directory.CreateDirectory(_folder.File("data")).FullName, "--policy", Policy, "--people", WritePeople(("ann", Ann), ("ben", Ben)));
    }

    private string WritePeople(params IEnumerable<(string Name, string Token)> people) => _folder.Write("people.yaml", "people:\n" + string.Concat(people.Select(person =>
        $"  - name: {person.Name}\n    roles: [policy, agent, feed]\n    token_sha256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Token)))}\n")));

    /// <summary>Sends a transaction, as a program that may.</summary>
    private static async Task PostAsync(GatewayProcess gateway, string transaction)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Ben) } };
        using var content = new StringContent(transaction, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static bool BearsNobodys(IRequest request) => request.Headers.TryGetValue("authorization", out var proof) && proof == $"Bearer {Nobody}";

    private static async Task EnterAsync(IPage page, string token)
    {
        await page.Locator("#person[type=password]").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
    }
}
