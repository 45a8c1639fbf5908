using Npgsql;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Names a session of the server; process ids come again, the moment of their start does not.</summary>
/// <param name="Pid">The server's process.</param>
/// <param name="Started">When the session began.</param>
internal readonly record struct ServerSession(int Pid, DateTime Started)
{
    public static ServerSession Of(NpgsqlConnection connection)
    {
        using var command = PostgresWriter.Command(connection, "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        using var row = command.ExecuteReader();
        row.Read();
        return new ServerSession(row.GetInt32(0), row.GetDateTime(1));
    }

    /// <summary>Ends this session from another one of the same role, and waits for that: the server may not know yet that our side is gone, and hold its locks and its last transaction.</summary>
    /// <returns>Whether it was there.</returns>
    public bool End(NpgsqlConnection connection)
    {
        using var command = PostgresWriter.Command(connection, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2", Pid, Started);
        return command.ExecuteScalar() is true;
    }
}
