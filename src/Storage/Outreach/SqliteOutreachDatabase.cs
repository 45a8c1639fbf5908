using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Outreach;

/// <summary>A SQLite file beside the engine's store, so that neither waits for the other. Whoever owns the folder owns it.</summary>
internal sealed class SqliteOutreachDatabase : IOutreachDatabase
{
    private readonly SqliteDatabase _writer;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="StoreException">The file cannot be opened, or is of a newer version.</exception>
    public SqliteOutreachDatabase(string folder)
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

        _writer = new SqliteDatabase(path, readOnly: false);
        try
        {
            OutreachSchema.RequireKnown(_writer, path);
            _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
            OutreachSchema.Upgrade(_writer);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _readers = new ReaderPool(path);
        Description = $"SQLite in {folder}";
    }

    public string Description { get; }

    /// <summary>Where a folder has it.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "outreach.db");

    public async ValueTask<IOutreachSession> BeginAsync(bool writes, CancellationToken cancellationToken)
    {
        if (!writes)
        {
            var lease = _readers.Rent();
            return new SqliteOutreachSession(lease.Database, _ => lease.Dispose());
        }

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

        return new SqliteOutreachSession(_writer, EndTurn);
    }

    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private void EndTurn(bool isCommitted)
    {
        try
        {
            _writer.ResetAll();
            if (!isCommitted && _writer.InTransaction)
                _writer.Execute("ROLLBACK");
        }
        finally
        {
            _turn.Release();
        }
    }
}
