using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Outreach;

/// <summary>A SQLite file beside the engine's store, so that neither waits for the other. Whoever owns the folder owns it.</summary>
internal sealed class SqliteOutreachDatabase : IOutreachDatabase
{
    private readonly SqliteDatabase? _writer;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _turn = new(1);

    private SqliteOutreachDatabase(string folder, SqliteDatabase? writer) =>
        (_writer, _readers, Description) = (writer, new ReaderPool(PathIn(folder)), $"SQLite in {folder}");

    public string Description { get; }

    /// <summary>Opens it, and makes it where there is none.</summary>
    /// <exception cref="StoreException">The file cannot be opened, or is of a newer version.</exception>
    public static SqliteOutreachDatabase Open(string folder)
    {
        var path = PathIn(folder);
        try
        {
            StoreFolder.CreateOwn(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: cannot be made or written: {e.Message}", e);
        }

        var writer = new SqliteDatabase(path, readOnly: false);
        try
        {
            OutreachSchema.RequireKnown(writer, path);
            writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864");
            OutreachSchema.Upgrade(writer);
            return new(folder, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Opens it to read alone, also while a gateway writes.</summary>
    /// <exception cref="StoreException">There is none, or it is of another version.</exception>
    public static SqliteOutreachDatabase OpenForReading(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
            throw new StoreException($"{folder}: holds no contacts; a gateway makes {Path.GetFileName(path)}.");
        using (var database = new SqliteDatabase(path, readOnly: true))
            OutreachSchema.RequireCurrent(database, path);
        return new(folder, writer: null);
    }

    /// <summary>Where a folder has it.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "outreach.db");

    public async ValueTask<IOutreachSession> BeginAsync(bool writes, CancellationToken cancellationToken)
    {
        if (!writes)
        {
            var lease = _readers.Rent();
            return new SqliteOutreachSession(lease.Database, _ => lease.Dispose());
        }

        if (_writer is null)
            throw new StoreException($"{Description}: is open to read alone.");
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
        }
        catch
        {
            _turn.Release();
            throw;
        }

        return new SqliteOutreachSession(_writer, isCommitted => EndTurn(_writer, isCommitted));
    }

    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer?.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private void EndTurn(SqliteDatabase writer, bool isCommitted)
    {
        try
        {
            writer.ResetAll();
            if (!isCommitted && writer.InTransaction)
                writer.Execute("ROLLBACK");
        }
        finally
        {
            _turn.Release();
        }
    }
}
