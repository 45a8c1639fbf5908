using Npgsql;

namespace PreDelinquency.Postgres;

/// <summary>
/// Says that a component is in use in a schema of a database: an advisory lock of a session, which the server lets go of
/// when the session ends, however it ends. Its schema is not changed while somebody holds it. Connections must lead to the
/// server itself: a pooler that hands sessions round breaks it.
/// </summary>
public static class ComponentLock
{
    /// <summary>The letters PDLQ: the space of our locks.</summary>
    public const int Space = 0x50444C51;

    /// <summary>SQL for the second half of the key, with the component as parameter $1.</summary>
    public const string KeySql = "hashtext(current_schema() || '/' || $1)";

    /// <summary>Takes the lock for as long as the session lasts.</summary>
    /// <returns>Whether nobody else holds it.</returns>
    public static bool TryTake(NpgsqlConnection connection, string component)
    {
        using var command = Command(connection, "pg_try_advisory_lock", component);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Gives the lock back before the session ends: the server ends a session some time after the connection was closed, and whoever comes next should not meet it.</summary>
    public static void Release(NpgsqlConnection connection, string component)
    {
        using var command = Command(connection, "pg_advisory_unlock", component);
        command.ExecuteScalar();
    }

    /// <summary>Takes the lock for as long as the transaction lasts.</summary>
    /// <returns>Whether no other session holds it.</returns>
    internal static async Task<bool> TryTakeForTransactionAsync(NpgsqlConnection connection, string component, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "pg_try_advisory_xact_lock", component);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string function, string component) =>
        new($"SELECT {function}({Space}, {KeySql})", connection) { Parameters = { new NpgsqlParameter { Value = component } } };
}
