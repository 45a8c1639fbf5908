using System.Globalization;
using Npgsql;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Postgres;

/// <summary>
/// The one connection that writes, and the right to. Two things keep a second engine out: an advisory lock, held by this
/// connection's session, and the epoch, which rises whenever a store is taken over and is asked for by every commit. The lock
/// alone would not do: it is gone with the session, and who lost it may not know yet.
/// </summary>
internal sealed class StoreOwnership : IDisposable
{
    private readonly string _connectionString;
    private readonly string _store;
    private NpgsqlConnection? _connection;
    private ServerSession? _session;

    private StoreOwnership(string connectionString, string store) => (_connectionString, _store) = (connectionString, store);

    /// <summary>The epoch that began when this store was opened.</summary>
    public long Epoch { get; private set; }

    /// <summary>Connects, takes the lock, brings the schema up to date, and begins a new epoch.</summary>
    /// <exception cref="StoreException">The store is in use.</exception>
    /// <exception cref="DatabaseException">The schema is newer, or cannot be brought up to date by this role.</exception>
    public static async Task<StoreOwnership> TakeAsync(DatabaseAddress address, bool mayCreate, CancellationToken cancellationToken)
    {
        var connectionString = address.ConnectionString(parts =>
        {
            parts.ApplicationName = "predelinquency writer";
            parts.KeepAlive = 30;
        }) + ";Pooling=false";
        var ownership = new StoreOwnership(connectionString, address.Description);
        try
        {
            var connection = ownership.Connect();
            var (migrator, schema) = (new Migrator(connection, address), MigrationSet.Of(MigrationSet.Engine));
            if (!mayCreate && (await migrator.ReadStatusAsync(schema, cancellationToken)).Applied == 0)
                throw new StoreException($"{address}: holds no store.");
            await migrator.ApplyAsync(schema, cancellationToken);
            ownership.BeginEpoch(connection);
            return ownership;
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>The connection; after a loss a new one, once it is sure that nobody wrote meanwhile and nothing of the old one is still on its way.</summary>
    /// <param name="isNew">Whether it is a new one.</param>
    /// <exception cref="StoreException">There is none now; or another engine took the store over, and it stays that way.</exception>
    public NpgsqlConnection Renew(out bool isNew)
    {
        isNew = _connection is not { State: System.Data.ConnectionState.Open };
        if (!isNew)
            return _connection!;
        var connection = Connect();
        try
        {
            ReadCommits(connection);
            return connection;
        }
        catch (StoreException)
        {
            // The lock is the other's.
            Drop();
            throw;
        }
    }

    /// <summary>Lets go of a connection that may be in any state.</summary>
    public void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>How many commits there are, as long as they are all of this owner or of one before.</summary>
    /// <exception cref="StoreException">Another engine took the store over; permanent.</exception>
    public long ReadCommits(NpgsqlConnection connection)
    {
        using var command = PostgresWriter.Command(connection, "SELECT owner_epoch, commits FROM totals");
        using var row = command.ExecuteReader();
        row.Read();
        RequireEpoch(row.GetInt64(0));
        return row.GetInt64(1);
    }

    /// <summary>Whoever reads how far the store is must know that it went on there alone: a number of commits is no proof of one's own.</summary>
    /// <exception cref="StoreException">Another engine took the store over; permanent.</exception>
    public void RequireEpoch(long stored)
    {
        if (stored != Epoch)
            throw new StoreException($"{_store}: another process has taken the store over; this one writes no more. Stop one of the two, and start the other again.") { IsPermanent = true };
    }

    /// <summary>Gives the lock back, so that whoever opens the store next finds it free.</summary>
    public void Dispose()
    {
        try
        {
            if (_session is not null && _connection is { State: System.Data.ConnectionState.Open } connection)
                ComponentLock.Release(connection, MigrationSet.Engine);
        }
        catch (NpgsqlException)
        {
            // The server is gone, and the lock with its session.
        }

        Drop();
    }

    private NpgsqlConnection Connect()
    {
        Drop();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Open();

            // Whatever role and database say: what is acknowledged must survive a loss of power.
            using (var durable = PostgresWriter.Command(connection, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"))
                durable.ExecuteNonQuery();
            if (!ComponentLock.TryTake(connection, MigrationSet.Engine) && !(_session?.End(connection) == true && ComponentLock.TryTake(connection, MigrationSet.Engine)))
            {
                if (Epoch != 0)
                    ReadCommits(connection);
                throw new StoreException($"{_store}: the store is in use by another process{Holder(connection)}.");
            }

            _session = ServerSession.Of(connection);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void BeginEpoch(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var rise = PostgresWriter.Command(connection, "UPDATE totals SET owner_epoch = owner_epoch + 1 RETURNING owner_epoch");
        Epoch = (long)rise.ExecuteScalar()!;
        using var audit = PostgresWriter.Command(
            connection,
            "INSERT INTO audit (action, actor, detail) VALUES ('store taken over', session_user, $1)",
            string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}, process {Environment.ProcessId} on {Environment.MachineName}, program {typeof(StoreOwnership).Assembly.GetName().Version}"));
        audit.ExecuteNonQuery();
        transaction.Commit();
    }

    private static string Holder(NpgsqlConnection connection)
    {
        using var command = PostgresWriter.Command(
            connection,
            $"""
            SELECT ' (server session ' || l.pid || COALESCE(' from ' || host(client_addr), '') || COALESCE(', since ' || to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC', '') || ')'
            FROM pg_locks l LEFT JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND l.classid::bigint = {ComponentLock.Space} AND l.objid = ({ComponentLock.KeySql})::oid
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            MigrationSet.Engine);
        return command.ExecuteScalar() as string ?? "";
    }
}
