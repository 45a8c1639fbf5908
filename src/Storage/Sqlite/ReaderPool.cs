using System.Collections.Concurrent;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Connections that only read. Beside a write-ahead log they neither wait for commits nor hold them up.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentBag<SqliteDatabase> _idle = [];

    public Lease Rent() => new(this, _idle.TryTake(out var database) ? database : new SqliteDatabase(path, readOnly: true));

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
    public readonly struct Lease : IDisposable
    {
        private readonly ReaderPool _pool;

        public Lease(ReaderPool pool, SqliteDatabase database)
        {
            (_pool, Database) = (pool, database);
            database.Execute("BEGIN");
        }

        public SqliteDatabase Database { get; }

        public void Dispose()
        {
            Database.ResetAll();
            _pool.Return(Database, isSound: Database.TryExecute("COMMIT"));
        }
    }
}
