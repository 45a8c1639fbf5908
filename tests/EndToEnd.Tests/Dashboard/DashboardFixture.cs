using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>One demo and one browser for all tests of a class. The demo lives slowly, so that what a page shows can be compared, and under a policy by which every contact waits for a person.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private static readonly string[] Demo = ["--demo", "--demo-customers", "150", "--demo-months", "8", "--demo-day-seconds", "30"];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _policy = new();
    private GatewayProcess? _gateway;
    private DashboardBrowser? _browser;

    public GatewayProcess Gateway => _gateway!;

    public HttpClient Http { get; private set; } = null!;

    private string[] Options => [.. Demo, "--policy", _policy.Path];

    public async ValueTask InitializeAsync()
    {
        if (DashboardBrowser.Installed is null)
            return;
        WritePolicy();
        _browser = await DashboardBrowser.StartAsync();
        _gateway = await GatewayProcess.ListenAsync(_folder.Path, Options);
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
        _policy.Dispose();
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
        _gateway = await GatewayProcess.ListenAgainAsync(address, _folder.Path, Options);
        await ReadyAsync();
    }

    // The program's own policy, but for approvals: at every level, with a month for them.
    private void WritePolicy()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, _policy.File(Path.GetFileName(file)));
        var changed = File.ReadLines(Repository.PathOf("policies/default/policy.yaml")).Select(line => line.Trim().Split(':')[0] switch
        {
            "approval" => "    approval: true",
            "expires_after_hours" => "    expires_after_hours: 720",
            _ => line,
        });
        _policy.Write("policy.yaml", string.Join('\n', changed));
    }

    private Task ReadyAsync() => Eventually.HoldsAsync(async () => (await _gateway!.GetHealthAsync()).GetProperty("ready").GetBoolean());
}
