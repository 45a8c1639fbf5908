using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Outreach;

/// <param name="database">In a transaction.</param>
/// <param name="end">Called once at the end, with whether it was committed.</param>
internal sealed class SqliteOutreachSession(SqliteDatabase database, Action<bool> end) : IOutreachSession
{
    private bool _isCommitted;

    public ValueTask<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] arguments)
    {
        Bind(sql, arguments).Run();
        return ValueTask.FromResult(database.Changes);
    }

    public ValueTask<List<T>> QueryAsync<T>(string sql, Func<IOutreachRow, T> read, CancellationToken cancellationToken, params object?[] arguments)
    {
        var statement = Bind(sql, arguments);
        var row = new Row(statement);
        var all = new List<T>();
        while (statement.Step())
            all.Add(read(row));
        statement.Reset();
        return ValueTask.FromResult(all);
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        database.Execute("COMMIT");
        _isCommitted = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        end(_isCommitted);
        return ValueTask.CompletedTask;
    }

    private SqliteStatement Bind(string sql, object?[] arguments)
    {
        var statement = database.Prepare(sql);
        for (var i = 0; i < arguments.Length; i++)
        {
            _ = arguments[i] switch
            {
                null => statement.Bind(i + 1, (string?)null),
                string text => statement.Bind(i + 1, text),
                byte[] bytes => statement.Bind(i + 1, bytes.AsSpan()),
                double number => statement.Bind(i + 1, number),
                long number => statement.Bind(i + 1, number),
                var other => throw new ArgumentException($"A statement takes no {other.GetType().Name}.", nameof(arguments)),
            };
        }

        return statement;
    }

    private sealed class Row(SqliteStatement statement) : IOutreachRow
    {
        public bool IsNull(int column) => statement.IsNull(column);

        public long Int64(int column) => statement.Int64(column);

        public string Text(int column) => statement.Text(column);

        public byte[] Bytes(int column) => statement.Blob(column).ToArray();
    }
}
