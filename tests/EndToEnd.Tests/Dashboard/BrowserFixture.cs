using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>A browser for tests of pages, each of which is of a gateway of its own where nothing else is there.</summary>
public class BrowserFixture : IAsyncLifetime
{
    private readonly List<IBrowserContext> _open = [];
    private DashboardBrowser? _browser;

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

    /// <summary>Opens an address of a gateway's dashboard and waits until it is live.</summary>
    public async Task<IPage> OpenAsync(Uri? gateway, string address)
    {
        Assert.SkipUnless(_browser is not null && gateway is not null, "Chromium is not installed here.");
        var page = await _browser.NewPageAsync(gateway);
        _open.Add(page.Context);
        await page.GotoAsync(address);
        await page.Locator(".status[data-state=live]").WaitForAsync();
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }

    /// <summary>Closes what is open.</summary>
    public async Task CloseAsync()
    {
        foreach (var context in _open)
            await context.CloseAsync();
        _open.Clear();
    }
}
