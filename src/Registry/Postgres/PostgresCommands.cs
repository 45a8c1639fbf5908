using Npgsql;

namespace PreDelinquency.Registry.Postgres;

/// <summary>Commands on one connection.</summary>
internal sealed class PostgresCommands(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <param name="sql">Parameters are $1, $2 and so on.</param>
    /// <param name="arguments">Their values.</param>
    public async Task RunAsync(string sql, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="sql">Parameters are $1, $2 and so on.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="arguments">The parameters' values.</param>
    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }

    private NpgsqlCommand Command(string sql, object?[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        return command;
    }
}
