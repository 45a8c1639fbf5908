using Npgsql;

namespace PreDelinquency.Registry.Postgres;

/// <summary>A database whose failures are the registry's.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    /// <exception cref="ModelRegistryException">The text is no connection string.</exception>
    public PostgresDatabase(string connectionString)
    {
        try
        {
            _source = NpgsqlDataSource.Create(connectionString);
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            Description = $"PostgreSQL database {parts.Database ?? parts.Username} at {parts.Host}:{parts.Port}";
        }
        catch (ArgumentException e)
        {
            throw new ModelRegistryException($"the connection string is not one: {e.Message}", e) { Kind = RegistryProblem.Invalid };
        }
    }

    /// <summary>Name and place, without secrets.</summary>
    public string Description { get; }

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
