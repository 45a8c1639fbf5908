using System.Data;
using System.Globalization;
using Npgsql;

namespace PreDelinquency.Postgres;

/// <summary>
/// Brings a component's tables to the version that this program knows: step by step, each in a transaction of its own, or in several where
/// it is repeated (<see cref="Migration.IsRepeated"/>); in an empty database all up to such a one together. Where a step fails, those before
/// it stay: programs that run go on with such a schema, and the next migration begins at that step. Safe when several do it at once: the
/// first does the work, the others find it done. What was applied is in the table predelinquency_migrations.
/// </summary>
/// <param name="connection">Open, and in no transaction; names the schema by its search path.</param>
/// <param name="database">For messages.</param>
public sealed class Migrator(NpgsqlConnection connection, DatabaseAddress database)
{
    // One for all components: they share the table of what was applied.
    private const long LockKey = 0x5044_4C51_0002;

    /// <summary>How often a step whose locks somebody else holds is tried again.</summary>
    private const int LockAttempts = 300;

    private const string CreateTable = """
        CREATE TABLE predelinquency_migrations (
            component  text        NOT NULL,
            version    integer     NOT NULL,
            name       text        NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            applied_by text        NOT NULL DEFAULT current_user,
            PRIMARY KEY (component, version)
        )
        """;

    /// <summary>How long a step waits for the lock on a table: whoever comes after it waits behind it, and commits must not stand still behind somebody who reads for long.</summary>
    internal TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the database is; needs no right but to read.</summary>
    /// <exception cref="DatabaseException">It cannot be read.</exception>
    public Task<MigrationStatus> ReadStatusAsync(MigrationSet set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        return GuardAsync(() => StatusAsync(set, cancellationToken));
    }

    /// <summary>Makes sure that a component of the cluster edition is up to date. A newer schema serves too: its steps only add, so that processes of two versions can run side by side.</summary>
    /// <exception cref="DatabaseException">It is not, and the message says what to do; or it cannot be read.</exception>
    public async Task RequireAsync(MigrationSet set, CancellationToken cancellationToken)
    {
        var status = await ReadStatusAsync(set, cancellationToken);
        if (!status.IsCurrent && !status.IsNewer)
            throw new DatabaseException($"{database}: the schema of {set.Component} has version {status.Applied}, and this program needs {set.Version}; bring it up to date with: pdi db migrate --edition cluster");
    }

    /// <summary>Applies what is pending. Where nothing is, no right to change anything is needed.</summary>
    /// <returns>How far the database was before.</returns>
    /// <exception cref="DatabaseException">A newer program has been there, the component is in use, somebody reads its tables for minutes, or the role may not change the schema.</exception>
    public Task<MigrationStatus> ApplyAsync(MigrationSet set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        return GuardAsync(async () =>
        {
            var before = await StatusAsync(set, cancellationToken);
            if (before.IsCurrent)
                return before;

            // Waited for outside of the transaction: one that began before it may not see tables that others made meanwhile.
            await RunAsync("SELECT pg_advisory_lock($1)", cancellationToken, LockKey);
            try
            {
                before = await StatusAsync(set, cancellationToken);
                if (before.IsNewer)
                    throw new DatabaseException($"{database}: the schema of {set.Component} is of a newer version of this program (version {before.Applied}; this one knows up to {set.Version}).");
                for (var status = before; !status.IsCurrent; status = await StatusAsync(set, cancellationToken))
                    await ApplyNextAsync(status, cancellationToken);
                return before;
            }
            finally
            {
                if (connection.State == ConnectionState.Open)
                    await RunAsync("SELECT pg_advisory_unlock($1)", CancellationToken.None, LockKey);
            }
        });
    }

    /// <summary>
    /// Applies the next step in a transaction of its own: each takes its locks in the order in which commits do, and several in one would wait
    /// with those of the first for those of the next, in a circle with commits. Where nothing is there yet nobody commits, and all go together
    /// up to one that is repeated.
    /// </summary>
    private async Task ApplyNextAsync(MigrationStatus status, CancellationToken cancellationToken)
    {
        var next = status.Pending[0];
        if (!next.IsRepeated)
        {
            await InTransactionAsync(status, status.Applied == 0 ? [.. status.Pending.TakeWhile(migration => !migration.IsRepeated)] : [next], cancellationToken);
            return;
        }

        while (await InTransactionAsync(status, [next], cancellationToken) > 0)
        {
            // The transaction that changed nothing notes that it is done.
        }
    }

    /// <returns>How many rows the scripts changed.</returns>
    private async Task<int> InTransactionAsync(MigrationStatus status, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryInTransactionAsync(status, migrations, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected && attempt < LockAttempts)
            {
                // Those that were waiting behind, or in a circle with this, go first; then again.
                await Task.Delay(LockPatience, cancellationToken);
            }
        }
    }

    private async Task<int> TryInTransactionAsync(MigrationStatus status, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        var component = status.Set.Component;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (status.Applied > 0 && !await ComponentLock.TryTakeForTransactionAsync(connection, component, cancellationToken))
            throw new DatabaseException($"{database}: {component} is in use; stop what runs on it, and then bring its schema from version {status.Applied} to {status.Set.Version}.");
        if (!await TableExistsAsync(cancellationToken))
            await RunAsync(CreateTable, cancellationToken);
        await RunAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(int)LockPatience.TotalMilliseconds}"), cancellationToken);
        var changed = 0;
        foreach (var migration in migrations)
        {
            changed += await RunAsync(migration.Script, cancellationToken);
            if (!migration.IsRepeated || changed <= 0)
                await RunAsync("INSERT INTO predelinquency_migrations (component, version, name) VALUES ($1, $2, $3)", cancellationToken, component, migration.Version, migration.Name);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private async Task<MigrationStatus> StatusAsync(MigrationSet set, CancellationToken cancellationToken)
    {
        if (!await TableExistsAsync(cancellationToken))
            return new MigrationStatus(set, 0);
        await using var command = Command("SELECT COALESCE(MAX(version), 0) FROM predelinquency_migrations WHERE component = $1", set.Component);
        return new MigrationStatus(set, (int)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private async Task<bool> TableExistsAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT to_regclass('predelinquency_migrations') IS NOT NULL");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] arguments)
    {
        // A step takes as long as it takes, and so does whoever is before us.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return command;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseException($"{database}: {e.MessageText}. This role may not do that: run pdi db migrate with the role that owns the schema, or grant what is missing.", e);
        }
        catch (NpgsqlException e)
        {
            throw database.Failure(e);
        }
    }
}
