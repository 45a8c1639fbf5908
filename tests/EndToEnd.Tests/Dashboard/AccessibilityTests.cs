using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>
/// Every page as axe-core sees it, in both themes and on a phone; and, where a variable names a folder, as people see it. Of a demo of
/// its own, so that the tests that act need not wait for the many that look.
/// </summary>
public sealed class AccessibilityTests(DashboardFixture dashboard) : PageTest<DashboardFixture>(dashboard), IClassFixture<DashboardFixture>
{
    private const string ScreenshotFolder = "PREDELINQUENCY_SCREENSHOTS";

    /// <summary>What a theme can break.</summary>
    private static readonly string[] Contrast = ["color-contrast"];

    private static readonly (string View, ColorScheme Colours, int Width, int Height)[] Views =
    [
        ("light", ColorScheme.Light, 1440, 900),
        ("dark", ColorScheme.Dark, 1440, 900),
        ("phone", ColorScheme.Light, 390, 844),
        ("phone-dark", ColorScheme.Dark, 390, 844),
    ];

    /// <summary>Of tablets, laptops and halves of screens, beside those of the views.</summary>
    private static readonly int[] Widths = [600, 768, 900, 1024, 1180, 1366];

    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "dashboard/" },
        { "customers", "dashboard/customers" },
        { "customer", "dashboard/customers/WORST" },
        { "live", "dashboard/live" },
        { "dead-letters", "dashboard/live?tab=dead_letters" },
        { "model", "dashboard/model" },
        { "drift", "dashboard/model?tab=drift" },
        { "fairness", "dashboard/model?tab=fairness" },
        { "models", "dashboard/model?tab=models" },
        { "interventions", "dashboard/interventions" },
        { "queue", "dashboard/interventions?tab=queue" },
        { "calls", "dashboard/interventions?tab=calls" },
        { "answers", "dashboard/interventions?tab=answers" },
        { "objections", "dashboard/interventions?tab=objections" },
        { "opt-outs", "dashboard/interventions?tab=opt_outs" },
        { "policy", "dashboard/interventions?tab=policy" },
        { "effect", "dashboard/interventions?tab=effect" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_fault(string name, string address)
    {
        var page = await Dashboard.OpenAsync(await AddressAsync(address));
        await page.Locator("main .card").First.WaitForAsync();
        await HasNoFaultAsync(page, name);
    }

    /// <summary>What is above a page or opens within it: where it is, and the button that is pressed for it.</summary>
    public static TheoryData<string, string, string> Openings => new()
    {
        { "shortcuts", "dashboard/", "Keyboard shortcuts" },
        { "opt-out", "dashboard/customers/WORST", "Opt out…" },
        { "objection", "dashboard/customers/WORST", "Objection…" },
        { "promote", "dashboard/model?tab=models", "Challenger…" },
        { "proposal", "dashboard/interventions", "Read" },
        { "edit", "dashboard/interventions?tab=queue", "Change the message" },
        { "reject", "dashboard/interventions?tab=queue", "Reject…" },
    };

    [Theory]
    [MemberData(nameof(Openings))]
    public async Task What_opens_on_a_page_has_no_serious_fault(string name, string address, string button)
    {
        var page = await Dashboard.OpenAsync(await AddressAsync(address));
        if (name is "edit" or "reject")
            await page.SayWhoAsync("Ana María");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await page.Locator("dialog[open], form.decide").First.WaitForAsync();
        await HasNoFaultAsync(page, $"open-{name}");
    }

    [Fact]
    public async Task What_is_found_has_no_serious_fault()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.Locator("#find").FillAsync("c0");
        await page.Locator("#found a").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await HasNoFaultAsync(page, "found");
    }

    [Fact]
    public async Task A_queue_in_which_nothing_waits_has_no_serious_fault()
    {
        var page = await Dashboard.OpenAsync("dashboard/");
        await page.RouteAsync("**/interventions/queue?*", route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[]}""" }));
        await page.GotoAsync("dashboard/interventions?tab=queue");
        await page.GetByText("Nothing waits for approval").WaitForAsync();
        await HasNoFaultAsync(page, "queue-empty");
    }

    private async Task<string> AddressAsync(string address) =>
        address.Contains("WORST", StringComparison.Ordinal) ? address.Replace("WORST", await Dashboard.WorstAsync(), StringComparison.Ordinal) : address;

    internal static async Task HasNoFaultAsync(IPage page, string name)
    {
        await Assertions.Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        // The page itself takes no script but its own, by its content policy.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Repository.PathOf("src/Dashboard/node_modules/axe-core/axe.min.js"), TestContext.Current.CancellationToken));
        foreach (var (view, colours, width, height) in Views)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await page.SetViewportSizeAsync(width, height);
            await FitsAsync(page);
            var faults = await FaultsAsync(page, colours == ColorScheme.Dark ? Contrast : null);
            Assert.True(faults.Length == 0, $"{name}, {view}:\n{string.Join('\n', faults)}");
            if (Environment.GetEnvironmentVariable(ScreenshotFolder) is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"dashboard-{name}-{view}.jpg"), Type = ScreenshotType.Jpeg, Quality = 80, Animations = ScreenshotAnimations.Disabled });
        }

        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            await FitsAsync(page);
        }
    }

    private const string CutParts =
        """
        [...[...document.querySelectorAll('.table, .table.cards td:not(.fill, .text)')].filter(part => part.scrollWidth > part.clientWidth),
          ...(document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')].filter(part => part.getBoundingClientRect().right > innerWidth) : [])]
        """;

    /// <summary>
    /// Nothing has to be pushed sideways to be read or pressed: a table leaves out columns, or its rows are cards. Nothing is cut on a
    /// card but a document or what a change was, which take the room that there is.
    /// </summary>
    private static async Task FitsAsync(IPage page)
    {
        try
        {
            await page.WaitForFunctionAsync($"() => {CutParts}.length === 0", options: new() { Timeout = 20_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"At {page.ViewportSize!.Width} pixels, wider than their place:\n{string.Join('\n', await page.EvaluateAsync<string[]>($"{CutParts}.map(part => `${{part.scrollWidth}} in ${{part.clientWidth}}: ${{part.outerHTML.slice(0, 160)}}`).slice(0, 10)"))}");
        }
    }

    /// <param name="page">Where axe-core is.</param>
    /// <param name="rules">Its rules to ask; all of WCAG 2.1 A and AA where null.</param>
    /// <returns>Serious and critical ones, with the first places.</returns>
    private static Task<string[]> FaultsAsync(IPage page, string[]? rules) => page.EvaluateAsync<string[]>(
        """
        async rules => (await axe.run(document, {
            resultTypes: ['violations'],
            runOnly: rules ? { type: 'rule', values: rules } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
          })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`)
        """,
        rules);
}
