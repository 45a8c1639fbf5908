using Npgsql;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage.Postgres;
using PreDelinquency.Storage.Postgres.Cluster;

namespace PreDelinquency.Storage.Outreach;

/// <summary>Component <c>outreach</c> of a PostgreSQL database. Several processes may use it at once.</summary>
internal sealed class PostgresOutreachDatabase : IOutreachDatabase
{
    /// <summary>A statement takes a few milliseconds, so that more at once would only wait on the server.</summary>
    private const int MostConnections = 8;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresFailure _failure;

    private PostgresOutreachDatabase(DatabaseAddress address)
    {
        Description = address.Description;
        _failure = new PostgresFailure(address.Description) { RefusesWithoutRight = true };
        _source = NpgsqlDataSource.Create(address.ConnectionString(parts =>
        {
            parts.ApplicationName = HungSessions.OutreachName;
            parts.MaxPoolSize = MostConnections;
            parts.KeepAlive = 30;
        }));
    }

    public string Description { get; }

    /// <summary>Connects.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="migrates">Whether to bring the schema up to date, where this role may; else it must be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The database does not let in, or its schema is not up to date or cannot be brought there.</exception>
    public static async Task<PostgresOutreachDatabase> OpenAsync(string connectionString, bool migrates, CancellationToken cancellationToken)
    {
        try
        {
            var address = DatabaseAddress.Parse(connectionString);
            await using (var connection = await address.ConnectAsync(cancellationToken))
            {
                var (migrator, schema) = (new Migrator(connection, address), MigrationSet.Of(MigrationSet.Outreach));
                if (migrates)
                    await migrator.ApplyAsync(schema, cancellationToken);
                else
                    await migrator.RequireAsync(schema, cancellationToken);
            }

            return new PostgresOutreachDatabase(address);
        }
        catch (DatabaseException e)
        {
            throw new StoreException(e.Message, e);
        }
    }

    public ValueTask<IOutreachSession> BeginAsync(bool writes, CancellationToken cancellationToken) => _failure.GuardAsync<IOutreachSession>(async () =>
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken);
            try
            {
                // A reader sees one moment; a writer what others committed before it waited.
                var level = writes ? System.Data.IsolationLevel.ReadCommitted : System.Data.IsolationLevel.RepeatableRead;
                return new PostgresOutreachSession(connection, await connection.BeginTransactionAsync(level, cancellationToken), _failure);
            }
            catch (Exception e) when (PostgresFailure.Is(e) && isFirst)
            {
                // A connection that lay in the pool while the server was restarted is found dead only when it is used.
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    });

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
