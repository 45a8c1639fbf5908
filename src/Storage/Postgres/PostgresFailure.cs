using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Makes the store's own failures of the database's; a message never holds the password.</summary>
/// <param name="store">The store's description.</param>
internal sealed class PostgresFailure(string store)
{
    /// <summary>Whether an exception says that the database does not work; Npgsql calls the use of a broken connection an invalid operation.</summary>
    public static bool Is(Exception e) =>
        e is DbException or TimeoutException or IOException or SocketException or InvalidOperationException { Source: "Npgsql" };

    /// <summary>Whether who asks is refused for good where a right is missing, rather than told to wait until somebody grants it.</summary>
    public bool RefusesWithoutRight { get; init; }

    public StoreException Of(Exception e) => RefusesWithoutRight && e is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
        ? new($"{store}: {e.Message}; grant the rights that docs/postgres.md and docs/cluster-store.md list.", e) { IsPermanent = true }
        : new($"{store}: {e.Message}", e);

    public T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (Is(e))
        {
            throw Of(e);
        }
    }

    public async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (Is(e))
        {
            throw Of(e);
        }
    }
}
