using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Storage;

namespace PreDelinquency.Cli.Tests;

public sealed class AuditCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var engine = SqliteStore.Open(new SqliteStoreOptions(_folder.Path));
        await using var store = await StoreLocation.Folder(_folder.Path).OpenOutreachAsync(OutreachKeys.Open(_folder.File("keys"), mayCreate: true), readsAlone: false, Token);
        var optOut = new LedgerEvent.OptedOut(Noon, ContactChannel.Sms, "branch");
        var ledger = Ledger.Of("c1").Apply(optOut);
        await store.CommitAsync(new() { Ledger = ledger, ExpectedVersion = 0, OptOuts = ledger.OptOuts, Audit = [AuditDrafts.Of("c1", optOut)] }, Token);
        await store.AppendAuditAsync([new(Noon, "policy_loaded", null, null, """{"version":"p-1","by":"folder"}""")], Token);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sound_log_is_verified_also_against_its_head()
    {
        var head = (await PdiRun.ExecuteAsync("audit", "head", "--data", _folder.Path)).Output.Trim();
        Assert.StartsWith("2:", head, StringComparison.Ordinal);

        var run = await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path, "--head", head);

        Assert.Equal((0, $"sound: 2 entries, head {head}"), (run.ExitCode, run.Output.Trim()));
        var other = await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path, "--head", "3" + head[1..]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("before the head that was kept", other.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path, "--head", "nonsense")).ExitCode);
    }

    [Fact]
    public async Task A_ledger_that_is_not_what_the_log_comes_to_is_told()
    {
        await using (var store = OutreachStore.OpenFolder(_folder.Path, OutreachKeys.Open(_folder.File("keys"), mayCreate: false)))
            await store.CommitAsync(new() { Ledger = Ledger.Of("c1"), ExpectedVersion = 1 }, Token);

        var run = await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path);

        Assert.Equal((1, "not sound: the ledger of c1 is not what its events in the log come to"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task A_backup_of_the_log_and_its_keys_is_verified_without_the_rest_of_the_store()
    {
        using var backup = new TemporaryFolder();
        File.Copy(_folder.File("outreach.db"), backup.File("outreach.db"));
        Directory.CreateDirectory(backup.File("keys"));
        foreach (var key in Directory.GetFiles(_folder.File("keys")))
            File.Copy(key, Path.Combine(backup.File("keys"), Path.GetFileName(key)));

        var run = await PdiRun.ExecuteAsync("audit", "verify", "--data", backup.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("sound: 2 entries", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_exported_a_line_each_without_what_was_erased()
    {
        await using (var store = OutreachStore.OpenFolder(_folder.Path, OutreachKeys.Open(_folder.File("keys"), mayCreate: false)))
        {
            Assert.Equal(["sms", "p-1"], (await ExportAsync()).Select(e => e.GetProperty("body")).Select(body => (body.TryGetProperty("channel", out var channel) ? channel : body.GetProperty("version")).GetString()));
            await store.EraseAsync(new ErasureOrder("c1", "officer", ErasureReason.ConsentWithdrawn, Noon), Token);
        }

        var entries = await ExportAsync();

        Assert.Equal(["opted_out", "policy_loaded", "customer_erased"], entries.Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("body").ValueKind);
        Assert.Equal(0, (await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path)).ExitCode);
    }

    [Fact]
    public async Task Without_its_keys_nothing_is_said_of_a_log()
    {
        Directory.Delete(_folder.File("keys"), recursive: true);

        var run = await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keys", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_keys_than_the_stores_are_told()
    {
        Directory.Delete(_folder.File("keys"), recursive: true);
        OutreachKeys.Open(_folder.File("keys"), mayCreate: true);

        var run = await PdiRun.ExecuteAsync("audit", "verify", "--data", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not what this store was written with", run.Error, StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> ExportAsync()
    {
        var run = await PdiRun.ExecuteAsync("audit", "export", "--data", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
