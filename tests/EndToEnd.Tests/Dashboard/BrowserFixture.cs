using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>A browser for tests of pages, each of which is of a gateway of its own where nothing else is there.</summary>
public class BrowserFixture : IAsyncLifetime
{
    private readonly List<IBrowserContext> _open = [];
    private DashboardBrowser? _browser;

    private protected DashboardBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, "Chromium is not installed here.");
            return _browser;
        }
    }

    public virtual async ValueTask InitializeAsync()
    {
        if (DashboardBrowser.Installed is not null)
            _browser = await DashboardBrowser.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    /// <summary>Opens an address of a gateway's dashboard, in a profile of its own, and waits until it is live.</summary>
    public async Task<IPage> OpenAsync(Uri gateway, string address)
    {
        var context = await Browser.NewContextAsync(gateway);
        _open.Add(context);
        return await OpenAsync(await context.NewPageAsync(), address);
    }

    /// <summary>Closes what is open.</summary>
    public virtual async Task CloseAsync()
    {
        foreach (var context in _open)
            await context.CloseAsync();
        _open.Clear();
    }

    private protected static async Task<IPage> OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".status[data-state=live]").WaitForAsync();
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }
}
