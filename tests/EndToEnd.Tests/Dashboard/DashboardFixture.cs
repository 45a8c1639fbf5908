using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>A demo beside a browser. The demo lives slowly, so that what a page shows can be compared, and under a live policy by which every contact waits for a person.</summary>
public sealed class DashboardFixture : BrowserFixture
{
    private static readonly string[] Demo = ["--demo", "--demo-customers", "450", "--demo-months", "13", "--demo-day-seconds", "30"];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _policy = new();
    private readonly List<SharedProfile> _profiles = [];
    private GatewayProcess? _gateway;
    private HttpClient? _http;
    private int _opened;

    public GatewayProcess Gateway => Known(_gateway);

    public HttpClient Http => Known(_http);

    private string[] Options => [.. Demo, "--policy", _policy.Path];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (DashboardBrowser.Installed is null)
            return;
        WritePolicy();
        _gateway = await GatewayProcess.ListenAsync(_folder.Path, Options);
        _http = new HttpClient { BaseAddress = _gateway.Address };
        await ReadyAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await base.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _folder.Dispose();
        _policy.Dispose();
    }

    /// <summary>Opens an address of the dashboard, in another profile than the test's other pages, and waits until it is live.</summary>
    public async Task<IPage> OpenAsync(string address)
    {
        if (_opened == _profiles.Count)
            _profiles.Add(await SharedProfile.OpenAsync(Browser, Gateway.Address));
        return await OpenAsync(await _profiles[_opened++].NewPageAsync(), address);
    }

    public override async Task CloseAsync()
    {
        await base.CloseAsync();
        foreach (var profile in _profiles.Take(_opened))
            await profile.ForgetAsync();
        _opened = 0;
    }

    /// <summary>The demo's present.</summary>
    public async Task<DateTimeOffset> PresentAsync() => (await GetAsync("stats")).GetProperty("now").GetDateTimeOffset();

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(path, TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }

    /// <summary>Posts a JSON document, which must be taken.</summary>
    public async Task<JsonElement> PostAsync(string path, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        using var answer = JsonDocument.Parse(text);
        return answer.RootElement.Clone();
    }

    /// <returns>The id of the customer with the highest score.</returns>
    public async Task<string> WorstAsync() => (await GetAsync("customers?limit=1")).GetProperty("items")[0].GetProperty("customer_id").GetString()!;

    /// <summary>Changes the file of the policy, as somebody of the bank does.</summary>
    public void ChangePolicy(string from, string to)
    {
        var policy = File.ReadAllText(_policy.File("policy.yaml"));
        Assert.Contains(from, policy, StringComparison.Ordinal);
        _policy.Write("policy.yaml", policy.Replace(from, to, StringComparison.Ordinal));
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

    // The program's own policy, but live, at all hours, with calls at MEDIUM too, and with approvals: at every level, with a month for
    // them. Nothing leaves the house, as no channel is set up; calls are made by people, and wait for them.
    private void WritePolicy()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, _policy.File(Path.GetFileName(file)));
        var changed = File.ReadLines(Repository.PathOf("policies/default/policy.yaml")).Select(line => line.Trim() switch
        {
            "mode: dry_run" => "mode: live",
            "approval: false" => "    approval: true",
            "channels: [email]" => "    channels: [phone, email]",
            "from: \"08:00\"" => "  from: \"00:00\"",
            "until: \"21:00\"" => "  until: \"23:59\"",
            var other => other.StartsWith("expires_after_hours:", StringComparison.Ordinal) ? "    expires_after_hours: 720" : line,
        });
        _policy.Write("policy.yaml", string.Join('\n', changed));
    }

    private static T Known<T>(T? part)
        where T : class
    {
        Assert.SkipWhen(part is null, "Chromium is not installed here.");
        return part;
    }

    private Task ReadyAsync() => Eventually.HoldsAsync(async () => (await _gateway!.GetHealthAsync()).GetProperty("ready").GetBoolean());
}
