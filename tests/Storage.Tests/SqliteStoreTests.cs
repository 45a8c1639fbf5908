using System.Text;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Tests;

public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string DatabaseFile => _folder.File("store.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_there_when_opened_again()
    {
        var random = new Random(7);
        StoreTotals totals;
        using (var store = Open())
        {
            store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
            for (var commit = 0; commit < 10; commit++)
                store.Commit(Samples.Batch(store.ReadTotals(), Unit(random)));
            totals = store.ReadTotals();
        }

        using var again = Open();
        Assert.Equal(totals, again.ReadTotals());
        Assert.Equal(70, again.ReadLog(0).Count());
        Assert.Equal(70, (await again.ReadTransactionsAsync(2, null, 1000, TestContext.Current.CancellationToken)).Items.Count);
        again.Commit(Samples.Batch(totals, Unit(random)));
        Assert.Equal(77, again.ReadTransactionIds(2).Count());
        Assert.Equal(77, (await again.ReadScoresAsync(2, null, 1000, TestContext.Current.CancellationToken)).Items.Count);
    }

    [Fact]
    public async Task A_commit_that_finds_the_disk_full_leaves_nothing_and_can_be_repeated()
    {
        using var store = (SqliteStore)Open();
        var random = new Random(8);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
        store.Commit(Samples.Batch(store.ReadTotals(), Unit(random)));
        var before = store.ReadTotals();
        var large = new CommitUnit();
        for (var i = 0; i < 3000; i++)
            large.Log.Add(LogEntry.Of(2, Samples.Transaction(random, 2, i)));
        var batch = Samples.Batch(before, large);
        store.Database.ReadInt64($"PRAGMA max_page_count = {store.Database.ReadInt64("PRAGMA page_count") + 5}");

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = Assert.Throws<StoreException>(() => store.Commit(batch));
            Assert.Contains("full", failure.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, store.ReadTotals());
        Assert.Equal(7, store.ReadLog(0).Count());
        store.Database.ReadInt64("PRAGMA max_page_count = 1000000");
        store.Commit(batch);
        Assert.Equal(batch.Totals, store.ReadTotals());
        Assert.Equal(3007, (await store.ReadTransactionsAsync(2, null, 10_000, TestContext.Current.CancellationToken)).Items.Count);
    }

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        using var store = Open();

        var refusal = Assert.Throws<StoreException>(Open);

        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var folder = Path.Combine(file, "data");

        var refusal = Assert.Throws<StoreException>(() => SqliteStore.Open(new SqliteStoreOptions(folder)));

        Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_writable_is_refused()
    {
        // A lock file that is a folder cannot be opened for writing by anybody, root included.
        Directory.CreateDirectory(Path.Combine(_folder.Path, "store.lock"));

        var refusal = Assert.Throws<StoreException>(Open);

        Assert.Contains("not writable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused()
    {
        using (var store = (SqliteStore)Open())
            store.Database.Execute("PRAGMA user_version = 7");
        var before = File.ReadAllBytes(DatabaseFile);

        var refusal = Assert.Throws<StoreException>(Open);

        Assert.Contains("store version 7", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(DatabaseFile));
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (x); PRAGMA user_version = 7")]
    [InlineData("CREATE TABLE theirs (x); PRAGMA application_id = 1; PRAGMA user_version = 2")]
    [InlineData("CREATE TABLE theirs (x)")]
    [InlineData("PRAGMA application_id = 1")]
    [InlineData("PRAGMA user_version = 1")]
    public void A_database_of_another_program_is_refused_and_stays_as_it_was(string sql)
    {
        using (var theirs = new SqliteDatabase(DatabaseFile, readOnly: false))
            theirs.Execute(sql);
        var before = File.ReadAllBytes(DatabaseFile);

        Assert.Contains("another program", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal(before, File.ReadAllBytes(DatabaseFile));
        Assert.Equal(["store.db", "store.lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "store.db"), string.Concat(Enumerable.Repeat("no database ", 1000)));

        Assert.Contains("store.db", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
        Assert.Contains("store.db", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
    }

    /// <summary>Erasure puts an empty profile in the place of the former.</summary>
    [Fact]
    public void Of_a_profile_that_was_taken_back_the_file_holds_nothing()
    {
        using (var store = Open())
        {
            var unit = Samples.Customers(2);
            unit.Profiles.AddRange([new ProfileEntry(1, new CustomerProfile { Name = "Asunción Forgettable", Email = "forgettable@example.com" }), new ProfileEntry(2, new CustomerProfile { Name = "Kept" })]);
            store.Commit(Samples.Batch(StoreTotals.Empty, unit));
            var erasing = new CommitUnit();
            erasing.Profiles.Add(new ProfileEntry(1, new CustomerProfile()));
            store.Commit(Samples.Batch(store.ReadTotals(), erasing));
        }

        // Closing writes back what the log before it held.
        var bytes = Encoding.UTF8.GetString(File.ReadAllBytes(DatabaseFile));
        Assert.Equal(["store.db"], Directory.GetFiles(_folder.Path, "store.db*").Select(Path.GetFileName));
        Assert.Contains("Kept", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("orgettable", bytes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 64, nameof(SqliteStoreOptions.Folder))]
    [InlineData("x", 15, nameof(SqliteStoreOptions.RowsPerBlock))]
    public void An_option_out_of_range_is_named(string folder, int rows, string property)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => SqliteStore.Open(new SqliteStoreOptions(folder) { RowsPerBlock = rows }));

        Assert.Equal(property, refusal.ParamName);
    }

    protected override IStore Open() => SqliteStore.Open(new SqliteStoreOptions(_folder.Path) { RowsPerBlock = 64 });

    private static CommitUnit Unit(Random random)
    {
        var unit = new CommitUnit();
        for (var i = 0; i < 7; i++)
        {
            unit.Log.Add(LogEntry.Of(2, Samples.Transaction(random, 2, i)));
            unit.Scores.Add(new ScoreEntry(2, default));
        }

        return unit;
    }
}
