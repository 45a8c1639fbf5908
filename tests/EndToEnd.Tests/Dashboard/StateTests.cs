using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Pages that have nothing to show, or not yet, or no longer; on paper, in other colours and of customers far away.</summary>
public sealed partial class StateTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    // Of 200 transactions and all features, and as much again of charts and lists; the rows that are left out are no blank sheets.
    private const int MostSheets = 18;

    [Fact]
    public async Task Something_is_painted_before_anything_was_answered()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.RouteAsync(url => !new Uri(url).AbsolutePath.StartsWith("/dashboard", StringComparison.Ordinal), route => route.AbortAsync());

        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Risk overview" }).WaitForAsync();
        await page.GetByText("This cannot be shown now").First.WaitForAsync();
        var painted = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        TestContext.Current.TestOutputHelper!.WriteLine($"first contentful paint after {painted:0} ms");
        await page.UnrouteAllAsync();
        await page.Locator("[data-figure=LOW]").WaitForAsync();
    }

    [Fact]
    public async Task What_is_not_refreshed_any_more_says_so_and_since_when()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.Locator("[data-figure=LOW]").WaitForAsync();

        await page.RouteAsync("**/portfolio*", route => route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = """{"detail":"The store is away."}""" }));

        await page.GetByRole(AriaRole.Alert).GetByText("The store is away.").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-figure=LOW]")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await Assertions.Expect(page.GetByText("Not refreshed since")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_filter_that_is_refused_is_not_asked_again_however_much_moves_but_by_who_presses_the_button()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        var (asked, moved) = (0, 0);
        page.Request += (_, request) => Interlocked.Add(ref asked, new Uri(request.Url).AbsolutePath == "/customers" ? 1 : 0);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref moved, frame.Text?.Contains("\"stats\"", StringComparison.Ordinal) == true ? 1 : 0);
        await page.GotoAsync("dashboard/customers?level=BOGUS");
        await page.GetByText("This cannot be shown now").WaitForAsync();
        await Eventually.HoldsAsync(() => Volatile.Read(ref moved) >= 2);
        var (before, then) = (Volatile.Read(ref asked), Volatile.Read(ref moved));

        // The demo's figures move each second.
        await Eventually.HoldsAsync(() => Volatile.Read(ref moved) >= then + 3);

        Assert.Equal(before, Volatile.Read(ref asked));
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Eventually.HoldsAsync(() => Volatile.Read(ref asked) == before + 1);
    }

    [Fact]
    public async Task A_list_of_nobody_and_a_customer_who_is_not_there_say_so()
    {
        var page = await Dashboard.OpenAsync("dashboard/customers?search=nobody-is-called-so");
        await page.GetByText("Nobody meets all these conditions.").WaitForAsync();

        await page.Locator("#find").FillAsync("nobody-is-called-so");
        await page.GetByText("Nobody whose id or name has “nobody-is-called-so” in it.").WaitForAsync();
        await page.GotoAsync("dashboard/customers/c-unknown");
        await page.GetByText("This cannot be shown now").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Customers whose id or name" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Id or name", Exact = true })).ToHaveValueAsync("c-unknown");
    }

    [Fact]
    public async Task Who_was_not_judged_for_long_is_found_by_id_all_the_same()
    {
        Assert.SkipUnless(DashboardBrowser.Installed is not null, "Chromium is not installed here.");
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--clock", "event");
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var content = new StringContent(string.Concat(new[] { ("c-old", "2025-06-01"), ("c-new", "2026-03-01") }.Select(one => $$"""{"transaction_id":"t","customer_id":"{{one.Item1}}","timestamp":"{{one.Item2}}T12:00:00Z","amount":1,"direction":"debit","category":"other","channel":"card","status":"completed"}""" + "\n")), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync("transactions", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);

        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/customers?search=c-old");

        await page.GetByText("is in no list").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "c-old" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "c-old" }).WaitForAsync();
    }

    [Fact]
    public async Task What_is_awaited_is_not_said_to_be_nothing_and_what_is_not_there_is_not_asked_again()
    {
        var page = await Dashboard.OpenAsync("dashboard/interventions?intervention=nobody-i1");
        await page.GetByText("This cannot be shown now").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);

        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/interventions?*", async route =>
        {
            await answers.Task;
            await route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[],"next_sequence":0}""" });
        });
        await page.GotoAsync("dashboard/");
        await page.Locator("[data-figure=LOW]").WaitForAsync();
        // Now: later some may have come by the connection.
        Assert.Equal(0, await page.GetByText("None was proposed yet.").CountAsync());
        answers.SetResult();
        await page.UnrouteAllAsync();
    }

    [Fact]
    public async Task The_other_colours_are_remembered_until_they_are_the_systems_own()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        var root = page.Locator("html");

        await page.Keyboard.PressAsync("t");
        await page.ReloadAsync();

        await Assertions.Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Light colours" }).ClickAsync();
        await Assertions.Expect(root).Not.ToHaveAttributeAsync("data-theme", DataTheme());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GetByRole(AriaRole.Button, new() { Name = "Light colours" }).WaitForAsync();
    }

    [Fact]
    public async Task A_customer_is_printed_on_few_sheets_from_any_colours()
    {
        var page = await Dashboard.OpenAsync($"dashboard/customers/{await Dashboard.WorstAsync()}");
        await page.Keyboard.PressAsync("t");
        await page.GetByLabel("Transactions, ").WaitForAsync();
        await page.EvaluateAsync("addEventListener('beforeprint', () => { window.paper = getComputedStyle(document.body).colorScheme + ' ' + document.documentElement.dataset.theme; })");

        var sheets = Sheet().Count(System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" })));

        TestContext.Current.TestOutputHelper!.WriteLine($"{sheets} sheets");
        Assert.InRange(sheets, 2, MostSheets);
        Assert.Equal("light light", await page.EvaluateAsync<string>("window.paper"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Times_are_those_of_who_looks_with_the_customers_own_beside_them()
    {
        var now = (await Dashboard.GetAsync("stats")).GetProperty("now").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(5.5));
        await Dashboard.PostAsync("transactions", $$"""{"transaction_id":"zone1","customer_id":"c-far","timestamp":"{{now:yyyy-MM-ddTHH:mm:sszzz}}","amount":5,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""");

        var page = await Dashboard.OpenAsync("dashboard/customers/c-far");

        var madrid = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"));
        var moment = page.Locator(".moment").First;
        await Assertions.Expect(moment).ToContainTextAsync($"{madrid:hh:mm}");
        await Assertions.Expect(moment).ToContainTextAsync($"{now:hh:mm}");
        await Assertions.Expect(moment).ToContainTextAsync("(UTC+5:30)");
    }

    [GeneratedRegex(".+", RegexOptions.None, 1000)]
    private static partial Regex DataTheme();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.None, 1000)]
    private static partial Regex Sheet();
}
