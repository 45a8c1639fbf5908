using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>One demo and one browser for all tests of a class. The demo lives slowly, so that what a page shows can be compared.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private static readonly string[] Demo = ["--demo", "--demo-customers", "150", "--demo-months", "8", "--demo-day-seconds", "30"];

    private readonly TemporaryFolder _folder = new();
    private GatewayProcess? _gateway;
    private DashboardBrowser? _browser;

    public GatewayProcess Gateway => _gateway!;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (DashboardBrowser.Installed is null)
            return;
        _browser = await DashboardBrowser.StartAsync();
        _gateway = await GatewayProcess.ListenAsync(_folder.Path, Demo);
        Http = new HttpClient { BaseAddress = _gateway.Address };
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Opens an address of the dashboard and waits until it is live.</summary>
    public async Task<IPage> OpenAsync(string address, ColorScheme colours = ColorScheme.Light, int width = 1440, int height = 900)
    {
        Assert.SkipUnless(_browser is not null, "Chromium is not installed here.");
        var page = await _browser.NewPageAsync(_gateway!.Address, colours, width, height);
        await page.GotoAsync(address);
        await page.Locator(".status[data-state=live]").WaitForAsync();
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(path, TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }

    /// <summary>Ends the gateway as <c>kill -9</c> does.</summary>
    public void Kill() => _gateway!.Kill();

    /// <summary>Starts the gateway again, on the same data and the same port.</summary>
    public async Task RestartAsync()
    {
        var address = _gateway!.Address;
        await _gateway.DisposeAsync();
        _gateway = await GatewayProcess.ListenAgainAsync(address, _folder.Path, Demo);
        await ReadyAsync();
    }

    private Task ReadyAsync() => Eventually.HoldsAsync(async () => (await _gateway!.GetHealthAsync()).GetProperty("ready").GetBoolean());
}
