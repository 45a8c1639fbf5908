using System.Collections.Concurrent;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Connections that only read. Beside a write-ahead log they neither wait for commits nor hold them up.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<SqliteDatabase> _idle = [];

    public Lease Rent()
    {
        var database = _idle.TryTake(out var idle) ? idle : new SqliteDatabase(path, readOnly: true);
        if (database.TryExecute("BEGIN"))
            return new Lease(this, database);
        var failure = database.Failure();
        database.Dispose();
        throw failure;
    }

    /// <summary>Connections that wait to be lent.</summary>
    internal int Idle => _idle.Count;

    public void Dispose()
    {
        while (_idle.TryTake(out var database))
            database.Dispose();
    }

    private void Return(SqliteDatabase database, bool isSound)
    {
        if (isSound && _idle.Count < MostIdle)
            _idle.Add(database);
        else
            database.Dispose();
    }

    /// <summary>A connection on loan, with a transaction open: everything read in it is as of one moment.</summary>
    public readonly struct Lease(ReaderPool pool, SqliteDatabase database) : IDisposable
    {
        public SqliteDatabase Database => database;

        public void Dispose()
        {
            database.ResetAll();
            pool.Return(database, isSound: database.TryExecute("COMMIT"));
        }
    }
}
