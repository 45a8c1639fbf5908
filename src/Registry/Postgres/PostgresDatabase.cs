using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Registry.Postgres;

/// <summary>A database whose failures are the registry's.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly DatabaseAddress _address;

    /// <exception cref="ModelRegistryException">The text is no connection string.</exception>
    public PostgresDatabase(string connectionString)
    {
        try
        {
            _address = DatabaseAddress.Parse(connectionString);
            _source = NpgsqlDataSource.Create(_address.ConnectionString(parts => parts.ApplicationName = "predelinquency registry"));
        }
        catch (DatabaseException e)
        {
            throw new ModelRegistryException(e.Message, e) { Kind = RegistryProblem.Invalid };
        }
    }

    /// <summary>Name and place, without secrets.</summary>
    public string Description => _address.Description;

    /// <summary>Makes sure that a schema is up to date.</summary>
    /// <param name="set">The schema.</param>
    /// <param name="migrates">Whether to bring it there, where this role may; else it must be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">The database does not let in, or its schema is not up to date or cannot be brought there.</exception>
    public async Task ReadyAsync(MigrationSet set, bool migrates, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _address.ConnectAsync(cancellationToken);
            var migrator = new Migrator(connection, _address);
            if (migrates)
                await migrator.ApplyAsync(set, cancellationToken);
            else
                await migrator.RequireAsync(set, cancellationToken);
        }
        catch (DatabaseException e)
        {
            throw new ModelRegistryException($"The registry does not work: {e.Message}", e);
        }
    }

    /// <summary>Runs steps as one, one caller at a time.</summary>
    /// <param name="lockKey">Whoever holds this advisory lock is alone.</param>
    /// <param name="steps">The steps; what they throw undoes them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> ChangeAsync<T>(long lockKey, Func<PostgresCommands, Task<T>> steps, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var commands = new PostgresCommands(connection, cancellationToken);
        await commands.RunAsync("SELECT pg_advisory_xact_lock($1)", lockKey);
        var result = await steps(commands);
        await transaction.CommitAsync(cancellationToken);
        return result;
    });

    /// <summary>Reads, at one moment of the database.</summary>
    public Task<T> ReadAsync<T>(Func<PostgresCommands, Task<T>> read, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        return await read(new PostgresCommands(connection, cancellationToken));
    });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (NpgsqlException e)
        {
            throw new ModelRegistryException($"The registry in {Description} does not work: {e.Message}", e);
        }
    }
}
