using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage;

/// <summary>The embedded store: one SQLite file with a write-ahead log, in a folder that belongs to one process at a time.</summary>
public sealed partial class SqliteStore : IStore
{
    private readonly StoreFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;
    private readonly ReaderPool _readers;
    private readonly PostingIndex _transactions;
    private readonly PostingIndex _scores;

    private SqliteStore(SqliteStoreOptions options, StoreFolder folder, SqliteDatabase database)
    {
        (_folder, _database) = (folder, database);
        Description = $"SQLite in {options.Folder}";
        database.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(options.Durability == Durability.Full ? "FULL" : "NORMAL")}; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536");
        SqliteSchema.Upgrade(database);
        _transactions = new PostingIndex(PostingKind.Transactions, options.RowsPerBlock);
        _transactions.Load(database, "SELECT customer_no, position FROM transactions WHERE position > ? ORDER BY position");
        _scores = new PostingIndex(PostingKind.Scores, options.RowsPerBlock);
        _scores.Load(database, "SELECT customer_no, id FROM scores WHERE id > ? ORDER BY id");
        _writer = new SqliteWriter(database, _transactions, _scores);
        _readers = new ReaderPool(folder.DatabasePath);
    }

    public string Description { get; }

    /// <summary>The connection that writes.</summary>
    internal SqliteDatabase Database => _database;

    /// <summary>Whether a folder holds a store.</summary>
    public static bool IsIn(string folder) => File.Exists(StoreFolder.DatabaseOf(folder));

    /// <summary>Opens the store of a folder, or makes one.</summary>
    /// <exception cref="StoreException">The folder is not writable, in use, another program's or of a newer version; or its database is damaged.</exception>
    public static SqliteStore Open(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var folder = new StoreFolder(options.Folder);
        SqliteDatabase? database = null;
        try
        {
            // Looked at through a connection that cannot write: what is not ours stays as it is, to the byte.
            using (var looking = new SqliteDatabase(folder.DatabasePath, readOnly: true))
                SqliteSchema.RequireOurs(looking, options.Folder);
            database = new SqliteDatabase(folder.DatabasePath, readOnly: false);
            return new SqliteStore(options, folder, database);
        }
        catch (StoreException)
        {
            database?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    public void Commit(CommitBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _writer.Commit(batch);
    }

    public void Dispose()
    {
        _readers.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }
}
