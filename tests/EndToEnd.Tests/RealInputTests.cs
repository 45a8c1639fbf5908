using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PreDelinquency.Cli.Tests;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>Real transactions of a real bank through the import and a real gateway.</summary>
public sealed class RealInputTests : IDisposable
{
    private const int Transactions = 49_101;
    private const int Accounts = 1_229;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Every_real_transaction_is_accepted_once_and_every_account_is_understood()
    {
        var source = Repository.SharedFile("data/berka-1993.asc.gz");
        var lines = _folder.File("berka.ndjson");
        Assert.Equal(0, (await RunAsync("import", "--preset", "berka", source, "--out", lines)).ExitCode);
        var data = Directory.CreateDirectory(_folder.File("data")).FullName;
        await using var gateway = await GatewayProcess.StartAsync(data, "--clock", "event");
        using var client = new HttpClient { BaseAddress = gateway.Address };

        var answer = await PostAsync(client, lines);
        Assert.Equal((Transactions, 0, 0), Counts(answer));
        await CheckAccountsAsync(client);

        // The other way in, and nothing counts twice.
        var again = await RunAsync("import", "--preset", "berka", source, "--gateway", gateway.Address.ToString());
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"posted: 0 accepted, {Transactions:N0} duplicates, 0 rejected", again.Error, StringComparison.Ordinal);
        var stats = await client.GetFromJsonAsync<JsonElement>("stats");
        Assert.Equal(Transactions, stats.GetProperty("transactions").GetInt64());
        Assert.Equal(Transactions, stats.GetProperty("duplicates").GetInt64());
        Assert.Equal(0, stats.GetProperty("dead_letters").GetInt64());
    }

    private async Task CheckAccountsAsync(HttpClient client)
    {
        var expected = File.ReadLines(_folder.File("berka.ndjson"))
            .Select(line => JsonElement.Parse(line).GetProperty("customer_id").GetString()!)
            .CountBy(id => id).ToList();
        Assert.Equal(Accounts, expected.Count);
        foreach (var (id, count) in expected)
        {
            var customer = await client.GetFromJsonAsync<JsonElement>($"customer/{id}");
            Assert.Equal(count, customer.GetProperty("transaction_count").GetInt32());
            Assert.InRange(customer.GetProperty("score").GetProperty("risk_score").GetDouble(), 0, 1);
            var features = customer.GetProperty("features").EnumerateObject().ToList();
            Assert.InRange(features.Count, 40, 1000);
            Assert.Contains(features, f => f.Value.ValueKind == JsonValueKind.Number);
            var history = await client.GetFromJsonAsync<JsonElement>($"customer/{id}/history?limit=500");
            Assert.Equal(Math.Min(count, 500), history.GetProperty("transactions").GetProperty("items").GetArrayLength());
            Assert.NotEqual(0, history.GetProperty("scores").GetProperty("items").GetArrayLength());
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path)
    {
        await using var file = File.OpenRead(path);
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await client.PostAsync("transactions", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static (int Accepted, int Duplicates, int Rejected) Counts(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32(), answer.GetProperty("rejected").GetArrayLength());

    private static Task<PdiRun> RunAsync(params string[] arguments) => PdiRun.ExecuteAsync(arguments);
}
