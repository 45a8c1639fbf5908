using PreDelinquency.Engine.Ports;
using SQLitePCL;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>One connection to a database file, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly string _path;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    /// <exception cref="StoreException">The file cannot be opened.</exception>
    public SqliteDatabase(string path, bool readOnly)
    {
        _path = path;
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var reason = raw.sqlite3_errstr(result).utf8_to_string();
            _handle?.Dispose();
            throw new StoreException($"{path}: cannot be opened: {reason}.");
        }

        raw.sqlite3_busy_timeout(_handle, 5000);
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>The statement for a text, prepared on first use; reset and ready to be bound.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
            statement = new SqliteStatement(this, handle);
            _statements.Add(sql, statement);
        }

        statement.Reset();
        return statement;
    }

    /// <summary>Runs one or more statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public bool TryExecute(string sql) => raw.sqlite3_exec(_handle, sql) == raw.SQLITE_OK;

    /// <summary>Ends whatever statements still stand on a row.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values)
            statement.Reset();
    }

    /// <summary>How many rows the latest statement that changes rows changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public long ReadInt64(string sql)
    {
        var statement = Prepare(sql);
        var value = statement.Step() ? statement.Int64(0) : throw new StoreException($"{_path}: {sql} gives no row.");
        statement.Reset();
        return value;
    }

    /// <exception cref="StoreException">The result is an error.</exception>
    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw Failure();
    }

    public StoreException Failure() => new($"{_path}: {raw.sqlite3_errmsg(_handle).utf8_to_string()} (SQLite code {raw.sqlite3_extended_errcode(_handle)})");

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _handle.Dispose();
    }
}
