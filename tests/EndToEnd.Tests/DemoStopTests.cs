using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PreDelinquency.Cli.Tests;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>A demo in a process of its own that is asked to end while it still prepares.</summary>
public sealed class DemoStopTests : IDisposable
{
    /// <summary>What users and service managers wait without a doubt, with room for a machine that is busy.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Making_customers_ends_at_once_when_asked_to()
    {
        // So many take far longer to make than the patience of this test.
        await using var gateway = await GatewayProcess.ListenAsync(_folder.Path, "--demo", "--demo-customers", "100000");
        await ReachesAsync(gateway, "makes 100,000 customers");

        await EndsAsync(gateway);
    }

    [Fact(Timeout = 240_000)]
    public async Task Reliving_what_is_stored_already_ends_at_once_when_asked_to()
    {
        const int Customers = 5000;
        const int Months = 60;
        // One late transaction each: everything before it counts as known, and the years up to it are relived unsent.
        var today = DateTimeOffset.UtcNow.Date;
        await using (var first = await GatewayProcess.StartAsync(_folder.Path, "--clock", "event"))
        {
            var lines = string.Concat(Enumerable.Range(0, Customers).Select(i =>
                $$"""{"transaction_id":"t","customer_id":"c{{i:000000}}","timestamp":"{{today:yyyy-MM-dd}}T12:00:00Z","amount":1,"direction":"debit","category":"other","channel":"card","status":"completed"}""" + "\n"));
            using var client = new HttpClient { BaseAddress = first.Address };
            using var content = new StringContent(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            using var response = await client.PostAsync("transactions", content);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            Assert.Equal(0, await first.StopAsync());
        }

        _folder.Write("demo.json", $$"""{"customers":{{Customers}},"months":{{Months}},"seed":7,"start":"{{today.AddMonths(-Months):yyyy-MM-dd}}"}""");
        await using var gateway = await GatewayProcess.ListenAsync(_folder.Path, "--demo", "--demo-customers", $"{Customers}", "--demo-months", $"{Months}");
        await ReachesAsync(gateway, $"goes on where it stopped, on {today:yyyy-MM-dd}: lives up to there again");

        await EndsAsync(gateway);
    }

    [Fact(Timeout = 240_000)]
    public async Task What_was_loaded_is_whole_and_a_restart_goes_on()
    {
        string[] options = ["--demo", "--demo-customers", "500", "--demo-months", "3"];
        await using (var gateway = await GatewayProcess.ListenAsync(_folder.Path, options))
        {
            await ReachesAsync(gateway, "loads the history");
            await EndsAsync(gateway);
        }

        var half = await PdiRun.ExecuteAsync("verify", "--data", _folder.Path);
        Assert.Equal((0, ""), (half.ExitCode, half.ExitCode == 0 ? "" : half.Output + half.Error));
        Assert.StartsWith("sound: 500 customers", half.Output, StringComparison.Ordinal);

        await using var again = await GatewayProcess.ListenAsync(_folder.Path, options);
        await Eventually.HoldsAsync(async () => (await again.GetHealthAsync()).GetProperty("ready").GetBoolean());
        await EndsAsync(again);
        var whole = await PdiRun.ExecuteAsync("verify", "--data", _folder.Path);
        Assert.Equal(0, whole.ExitCode);
        Assert.NotEqual(half.Output, whole.Output);
    }

    private static Task ReachesAsync(GatewayProcess gateway, string detail) => Eventually.HoldsAsync(async () =>
    {
        var health = await gateway.GetHealthAsync();
        var demo = Assert.Single(health.GetProperty("parts").EnumerateArray(), p => p.GetProperty("part").GetString() == "demo");
        Assert.Equal((JsonValueKind.False, JsonValueKind.False), (health.GetProperty("ready").ValueKind, demo.GetProperty("healthy").ValueKind));
        return demo.GetProperty("detail").GetString()!.StartsWith(detail, StringComparison.Ordinal);
    });

    private static async Task EndsAsync(GatewayProcess gateway)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, await gateway.StopAsync());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promptly);
    }
}
