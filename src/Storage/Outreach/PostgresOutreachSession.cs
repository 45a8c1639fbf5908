using Npgsql;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage.Outreach;

internal sealed class PostgresOutreachSession(NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresFailure failure) : IOutreachSession
{
    public ValueTask<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] arguments) => failure.GuardAsync(async () =>
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    });

    public ValueTask<List<T>> QueryAsync<T>(string sql, Func<IOutreachRow, T> read, CancellationToken cancellationToken, params object?[] arguments) => failure.GuardAsync(async () =>
    {
        await using var command = Command(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new Row(reader);
        var all = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            all.Add(read(row));
        return all;
    });

    public async ValueTask CommitAsync(CancellationToken cancellationToken) => await failure.GuardAsync(async () =>
    {
        await transaction.CommitAsync(cancellationToken);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object?[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument is string text ? StoredText.Encode(text) : argument ?? DBNull.Value });
        return command;
    }

    private sealed class Row(NpgsqlDataReader reader) : IOutreachRow
    {
        public bool IsNull(int column) => reader.IsDBNull(column);

        public long Int64(int column) => reader.GetInt64(column);

        public string Text(int column) => StoredText.Decode(reader.GetString(column));

        public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);
    }
}
