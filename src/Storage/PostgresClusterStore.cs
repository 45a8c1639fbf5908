using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Postgres;
using PreDelinquency.Storage.Postgres;
using PreDelinquency.Storage.Postgres.Cluster;

namespace PreDelinquency.Storage;

/// <summary>
/// The cluster's store in a PostgreSQL database, component <c>cluster</c> of <c>scripts/sql/postgres</c>. Commits of many customers
/// that are under way together share one database transaction; everything else reads through a pool. After a restart of the
/// server it goes on by itself.
/// </summary>
public sealed partial class PostgresClusterStore : IClusterStore, IPartedHistory, IStandings
{
    private readonly PostgresReaders _readers;
    private readonly GroupCommitter _committer;
    private readonly ClusterHistory _history;
    private readonly HungSessions _hung;

    private PostgresClusterStore(DatabaseAddress address, PostgresFailure failure, PostgresClusterStoreOptions options, ILogger logger)
    {
        Description = address.Description;
        _readers = new PostgresReaders(address, failure);
        _history = new ClusterHistory(_readers, step: 1);
        _committer = new GroupCommitter(address, failure, options, logger);
        _hung = new HungSessions(_readers, TimeProvider.System, logger);
        _hung.Start();
    }

    public string Description { get; }

    /// <summary>Connects to a database whose schema is up to date.</summary>
    /// <param name="connectionString">As Npgsql takes it; leave the password to PGPASSWORD or a password file. Must lead to the server itself, or to a pooler that keeps sessions.</param>
    /// <param name="options">How to write.</param>
    /// <param name="logger">For groups that failed and connections that were lost; hears no personal data.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The database does not let in, or its schema is not up to date; the message says what to do.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not allowed.</exception>
    public static async Task<PostgresClusterStore> OpenAsync(string connectionString, PostgresClusterStoreOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        options.Validate();
        try
        {
            var address = DatabaseAddress.Parse(connectionString);
            var failure = new PostgresFailure(address.Description);
            await using (var connection = await address.ConnectAsync(cancellationToken))
            {
                // A newer schema serves too: its steps only add, so that silos of two versions can run side by side.
                var status = await new Migrator(connection, address).ReadStatusAsync(MigrationSet.Of(MigrationSet.Cluster), cancellationToken);
                if (!status.IsCurrent && !status.IsNewer)
                {
                    throw new StoreException($"{address}: the schema of {MigrationSet.Cluster} has version {status.Applied}, and this program needs {status.Set.Version}; bring it up to date with: pdi db migrate --edition cluster")
                    {
                        IsPermanent = true,
                    };
                }

                await failure.GuardAsync(() => WriterSession.ContinueCommitNumbersAsync(connection, cancellationToken));
            }

            return new PostgresClusterStore(address, failure, options, logger);
        }
        catch (DatabaseException e)
        {
            throw new StoreException(e.Message, e);
        }
    }

    public async ValueTask<CommitReceipt> CommitAsync(CustomerCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return await _committer.CommitAsync(new PendingCommit(commit), cancellationToken);
    }

    public async ValueTask BuryAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Count > 0)
            await _committer.CommitAsync(new PendingCommit(letters), cancellationToken);
    }

    /// <summary>Ends after what was handed over is durable, or failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _committer.DisposeAsync();
        await _hung.DisposeAsync();
        _readers.Dispose();
    }
}
