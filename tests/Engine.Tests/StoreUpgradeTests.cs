using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Engine.Tests;

public sealed class StoreUpgradeTests : IDisposable
{
    private const int ApplicationId = 0x50444C51;
    private static readonly List<Transaction> Stream = RandomPopulation.Of(33, 12, 130);

    // What the tables of version 1 had; the rest came later.
    private static readonly string[] Tables =
    [
        "customers (customer_no, customer_id)",
        "transactions (position, customer_no, transaction_id, at_ms, offset_minutes, amount, direction, category, channel, status, balance_after, currency, merchant, due_day)",
        "ticks (position, slots, at_ms)",
        "scores (id, customer_no, at_ms, offset_minutes, probability, level)",
        "postings (kind, customer_group, first, rows)",
        "interventions (sequence, customer_no, number, intervention_id, at_ms, offset_minutes, level, kind, channel, priority, driver, message, probability, reasons, model_version, status)",
        "states (customer_no, position, probability, level, maturity, latest_ms, latest_offset_minutes, state)",
        "slots (slot, position)",
        "profiles (customer_no, profile)",
        "dead_letters (id, at_ms, source, document, error)",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_of_version_1_is_upgraded_and_goes_on_as_if_nothing_had_been()
    {
        var half = Stream.Count / 2;
        await RunAsync("whole", Stream);
        await RunAsync("present", Stream.GetRange(0, half));
        WriteVersion1();

        using (var old = Open("old"))
        {
            Assert.Equal(half, old.ReadTotals().Transactions);
            Assert.Equal("not json", Assert.Single(await old.ReadDeadLettersAsync(0, 10, Token)).Letter.Document);
            await Assert.ThrowsAsync<StoreException>(() => StoreVerification.RunAsync(old, null, Token));
        }

        await RunAsync("old", Stream.GetRange(half - 100, Stream.Count - half + 100));

        using var upgraded = Open("old");
        using var whole = Open("whole");
        Assert.Empty((await StoreVerification.RunAsync(upgraded, null, Token)).Differences);
        Assert.Equal((Stream.Count, 100), (upgraded.ReadTotals().Transactions, upgraded.ReadTotals().Duplicates));
        Assert.Equal(await FollowedAsync(whole), await FollowedAsync(upgraded));
        Assert.NotEmpty(await upgraded.ReadInterventionsAsync(0, 1, Token));
    }

    private SqliteStore Open(string name) => SqliteStore.Open(new SqliteStoreOptions(_folder.File(name)) { Durability = Durability.ProcessCrash, RowsPerBlock = 64 });

    private async Task RunAsync(string name, List<Transaction> transactions)
    {
        using var store = Open(name);
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 2 };
        await using var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token);
        await engine.IngestAsync(transactions, [], Token);
    }

    // By its own script, with what a store of now holds as far as version 1 had a place for it. Version 1 told ticks to whole slots.
    private void WriteVersion1()
    {
        Directory.CreateDirectory(_folder.File("old"));
        using var database = new SqliteDatabase(Path.Combine(_folder.File("old"), "store.db"), readOnly: false);
        database.Execute(File.ReadAllText(Repository.PathOf("scripts/sql/sqlite/001_initial.sql")));
        database.Execute($"ATTACH '{Path.Combine(_folder.File("present"), "store.db")}' AS present");
        Assert.Equal(0, database.ReadInt64("SELECT COUNT(*) FROM present.ticks WHERE from_no <> 0 OR through_no <> 2147483647"));
        foreach (var table in Tables)
        {
            var columns = table[table.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')');
            database.Execute($"INSERT INTO main.{table} SELECT {columns} FROM present.{table[..table.IndexOf(' ', StringComparison.Ordinal)]}");
        }

        database.Execute($"""
            INSERT OR REPLACE INTO main.postings_end SELECT * FROM present.postings_end;
            INSERT OR REPLACE INTO main.totals SELECT * FROM present.totals;
            INSERT INTO main.dead_letters (at_ms, source, document, error) VALUES (1, 'http line 1', 'not json', 'is not valid JSON');
            UPDATE main.totals SET dead_letters = dead_letters + 1;
            DETACH present;
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = 1
            """);
        Assert.NotEqual(0, database.ReadInt64("SELECT COUNT(*) FROM ticks"));
        Assert.NotEqual(0, database.ReadInt64("SELECT COUNT(*) FROM states"));
    }

    private static async Task<List<string>> FollowedAsync(SqliteStore store)
    {
        var all = new List<string>();
        foreach (var customer in store.ReadCustomers())
        {
            // Version 1 did not say who scored.
            all.AddRange((await store.ReadScoresAsync(customer.No, null, 100_000, Token)).Items.Select(s => $"{customer.Id} {s with { ModelVersion = null }}"));
        }

        all.AddRange((await store.ReadInterventionsAsync(0, 100_000, Token)).Select(i => $"{i.Intervention.InterventionId} {i.Intervention.At:O} {i.Intervention.Level}"));
        return [.. all.Order(StringComparer.Ordinal)];
    }
}
