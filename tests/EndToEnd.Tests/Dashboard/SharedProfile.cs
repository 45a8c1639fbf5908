using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>
/// A profile of a browser for one test after another: they begin without a past, as in one of their own, but what Chromium has loaded
/// and compiled of the pages, and the process that did, go on.
/// </summary>
internal sealed class SharedProfile
{
    private readonly IBrowserContext _context;
    private readonly IPage _keeper;

    private SharedProfile(IBrowserContext context, IPage keeper) => (_context, _keeper) = (context, keeper);

    public static async Task<SharedProfile> OpenAsync(DashboardBrowser browser, Uri gateway)
    {
        var context = await browser.NewContextAsync(gateway);
        // Of the site of the tests' pages: the process ends with its last page. This one asks nothing.
        var keeper = await context.NewPageAsync();
        await keeper.GotoAsync("health");
        return new SharedProfile(context, keeper);
    }

    public Task<IPage> NewPageAsync() => _context.NewPageAsync();

    /// <summary>Closes the pages of a test, and forgets what they kept.</summary>
    public async Task ForgetAsync()
    {
        foreach (var page in _context.Pages.Where(page => page != _keeper).ToList())
            await page.CloseAsync();
        await _context.ClearCookiesAsync();
        await _keeper.EvaluateAsync("localStorage.clear()");
    }
}
