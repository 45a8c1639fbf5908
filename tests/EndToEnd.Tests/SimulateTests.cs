using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PreDelinquency.Cli.Tests;

namespace PreDelinquency.EndToEnd.Tests;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Simulated_load_reaches_its_rate_and_measures_what_comes_back_live()
    {
        await using var gateway = await GatewayProcess.StartAsync(_folder.Path);
        var run = await PdiRun.ExecuteAsync("simulate", "--gateway", gateway.Address.ToString(), "--rate", "200", "--seconds", "4", "--customers", "40", "--distress", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sent 800 transactions", run.Output, StringComparison.Ordinal);
        Assert.Contains("accepted 800, duplicates 0, rejected 0", run.Output, StringComparison.Ordinal);
        Assert.Matches(Row("POST to acknowledgement", "800"), run.Output);
        Assert.Matches(Row("POST to SignalR receipt", "[1-9][0-9]*"), run.Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_happens_to_others_is_not_counted()
    {
        await using var gateway = await GatewayProcess.ListenAsync(_folder.Path, "--demo", "--demo-customers", "300", "--demo-months", "3", "--demo-day-seconds", "0.05");
        await Eventually.HoldsAsync(async () => (await gateway.GetHealthAsync()).GetProperty("ready").GetBoolean());
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var before = await InterventionsAsync(client);

        // So few transactions in so short a time lead to nothing, while the demo goes on.
        var run = await PdiRun.ExecuteAsync("simulate", "--gateway", gateway.Address.ToString(), "--rate", "5", "--seconds", "3", "--customers", "5", "--distress", "0", "--history-days", "0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("received 0 changes of level and 0 interventions", run.Output, StringComparison.Ordinal);
        Assert.True(await InterventionsAsync(client) > before);
    }

    private static async Task<long> InterventionsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("stats")).GetProperty("interventions").GetInt64();

    private static Regex Row(string name, string count) =>
        new($@"^{name}(\s+[0-9.]+){{4}}\s+{count}\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
