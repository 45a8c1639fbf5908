using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Connections that only read, pooled. Each statement sees one moment, and neither waits for commits nor holds them up.</summary>
internal sealed class PostgresReaders : IDisposable
{
    /// <summary>A statement takes a few milliseconds, so that more at once would only wait on the server; and many processes share one.</summary>
    private const int MostConnections = 12;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresFailure _failure;

    public PostgresReaders(DatabaseAddress address, PostgresFailure failure)
    {
        _failure = failure;
        _source = NpgsqlDataSource.Create(address.ConnectionString(parts =>
        {
            parts.ApplicationName = "predelinquency reader";
            parts.MaxPoolSize = MostConnections;
            parts.KeepAlive = 30;
        }));
    }

    /// <param name="sql">Parameters are $1, $2 and so on.</param>
    /// <param name="arguments">Their values.</param>
    public PostgresRows Query(string sql, params object[] arguments) => _failure.Guard(() =>
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var connection = _source.OpenConnection();
            var command = Command(connection, sql, arguments);
            try
            {
                return new PostgresRows(connection, command, command.ExecuteReader(), _failure);
            }
            catch (Exception e)
            {
                if (!MayTryAgain(e, connection, isFirst))
                    throw;
            }
        }
    });

    /// <param name="sql">Parameters are $1, $2 and so on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="arguments">Their values.</param>
    public ValueTask<PostgresRows> QueryAsync(string sql, CancellationToken cancellationToken, params object[] arguments) => _failure.GuardAsync(async () =>
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken);
            var command = Command(connection, sql, arguments);
            try
            {
                return new PostgresRows(connection, command, await command.ExecuteReaderAsync(cancellationToken), _failure);
            }
            catch (Exception e)
            {
                if (!MayTryAgain(e, connection, isFirst))
                    throw;
            }
        }
    });

    public void Dispose() => _source.Dispose();

    // A connection that lay in the pool while the server was restarted is found dead only when it is used.
    private static bool MayTryAgain(Exception e, NpgsqlConnection connection, bool isFirst)
    {
        var isBroken = PostgresFailure.Is(e) && connection.State != System.Data.ConnectionState.Open;
        connection.Dispose();
        return isBroken && isFirst;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return command;
    }
}
