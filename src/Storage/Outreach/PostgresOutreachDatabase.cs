using Npgsql;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage.Postgres;

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
        _failure = new PostgresFailure(address.Description);
        _source = NpgsqlDataSource.Create(address.ConnectionString(parts =>
        {
            parts.ApplicationName = "predelinquency outreach";
            parts.MaxPoolSize = MostConnections;
            parts.KeepAlive = 30;
        }));
    }

    public string Description { get; }

    /// <summary>Connects, and brings the schema up to date where this role may.</summary>
    /// <exception cref="StoreException">The database does not let in, or its schema is newer or cannot be brought up to date.</exception>
    public static async Task<PostgresOutreachDatabase> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var address = DatabaseAddress.Parse(connectionString);
            await using (var connection = await address.ConnectAsync(cancellationToken))
                await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(MigrationSet.Outreach), cancellationToken);
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
