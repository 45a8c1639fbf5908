using System.Text.Json;
using PreDelinquency.Cli.Tests;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.EndToEnd.Tests.Kill;
using PreDelinquency.Storage;
using PreDelinquency.Synthetic;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>A real gateway on a real PostgreSQL, of which now the one and now the other dies under load.</summary>
public sealed class PostgresTests : IAsyncDisposable
{
    private const string Secret = "not-to-be-told";
    private const int BatchLines = 250;
    private readonly TemporaryFolder _folder = new();
    private readonly List<GatewayProcess> _started = [];
    private readonly Outage _outage = new();
    private readonly Milestone _reached = new();
    private readonly List<Transaction> _lives = [.. new Population(new PopulationOptions { Customers = 120, Months = 6, Seed = 21 }).Transactions()];
    private PostgresServer? _server;
    private string _store = "";

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _started)
            await gateway.DisposeAsync();
        _server?.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = 300_000)]
    public async Task What_was_acknowledged_survives_kills_of_the_gateway_exactly_once()
    {
        Prepare();
        var random = new Random(20261129);
        var gateway = await StartAsync();
        var sender = new BatchSender(_outage) { Acknowledged = _reached.Reach };
        var load = BatchSender.Batches(_lives, BatchLines).ToList();
        var sending = Task.Run(() => sender.SendAsync(load));
        for (var kill = 1; kill <= 3; kill++)
        {
            await _reached.WaitAsync(kill * load.Count / 5);
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 40));
            gateway.Kill();
            await gateway.DisposeAsync();
            gateway = await StartAsync();
        }

        await sending;

        Assert.True(sender.Repeats >= 3, "Too few kills met a request on its way.");
        await StopAndCheckAsync(gateway, sender);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_crash_of_the_server_under_load_is_told_and_work_goes_on_by_itself()
    {
        Prepare();
        var gateway = await StartAsync();
        var sender = new BatchSender(_outage) { Acknowledged = _reached.Reach, WaitsForTheStore = true };
        var load = BatchSender.Batches(_lives, BatchLines).ToList();
        var sending = Task.Run(() => sender.SendAsync(load));
        for (var crash = 1; crash <= 2; crash++)
        {
            await _reached.WaitAsync(crash * load.Count / 4);
            _server!.Crash();
            await Eventually.HoldsAsync(async () => !StoreOf(await gateway.GetHealthAsync()).GetProperty("healthy").GetBoolean());
            var detail = StoreOf(await gateway.GetHealthAsync()).GetProperty("detail").GetString();
            Assert.Contains("PostgreSQL database", detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, detail, StringComparison.Ordinal);
            _server.Resume();
            await Eventually.HoldsAsync(async () => (await gateway.GetHealthAsync()).GetProperty("ready").GetBoolean());
        }

        await sending;

        Assert.Equal(0, sender.Repeats);
        await StopAndCheckAsync(gateway, sender);
    }

    private static JsonElement StoreOf(JsonElement health) => health.GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("part").GetString() == "store");

    private void Prepare()
    {
        _server = PostgresServer.Start();
        _store = $"{_server.CreateDatabase()};Password={Secret}";
    }

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = await GatewayProcess.StartAsync(_folder.Path, "--clock", "event", "--store", _store);
        _started.Add(gateway);
        _outage.Up(gateway);
        return gateway;
    }

    private async Task StopAndCheckAsync(GatewayProcess gateway, BatchSender sender)
    {
        Assert.Equal(_lives.Count, sender.Accepted + sender.Duplicates);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.All(_started, started => Assert.DoesNotContain(Secret, started.Printed, StringComparison.Ordinal));
        Assert.Contains("PostgreSQL database", gateway.Printed, StringComparison.Ordinal);

        // Store and registry are in the database; beside it are only the keys of what it holds sealed.
        Assert.Equal([Path.Combine(_folder.Path, "keys")], Directory.GetFileSystemEntries(_folder.Path));
        var verified = await PdiRun.ExecuteAsync("verify", "--store", _store);
        Assert.Equal(0, verified.ExitCode);
        Assert.Matches($"^sound: 120 customers, {_lives.Count:N0} transactions, [1-9][0-9,]* interventions, 0 differences", verified.Output);
        using var store = await PostgresStore.OpenAsync(_store, mayCreate: false, CancellationToken.None);
        var logged = store.ReadLog(0).Where(e => e.Entry.Transaction is not null).Select(e => e.Entry.Transaction!.TransactionId);
        Assert.Equal(_lives.Select(t => t.TransactionId).Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
    }
}
