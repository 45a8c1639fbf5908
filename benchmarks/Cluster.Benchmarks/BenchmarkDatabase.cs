using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Cluster.Benchmarks;

/// <summary>A new database, dropped in the end.</summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private readonly string _name = $"cluster-benchmark-{Guid.NewGuid():N}";
    private readonly string _server;

    /// <param name="server">Connects to a server on which this may make databases.</param>
    public BenchmarkDatabase(string server)
    {
        _server = server;
        Execute(_server, $"CREATE DATABASE \"{_name}\"");
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <param name="components">Whose tables it gets, by the names of <see cref="MigrationSet"/>.</param>
    public async Task MigrateAsync(params string[] components)
    {
        var address = DatabaseAddress.Parse(ConnectionString);
        await using var connection = await address.ConnectAsync(CancellationToken.None);
        foreach (var component in components)
            await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(component), CancellationToken.None);
    }

    public void Execute(string sql) => Execute(ConnectionString, sql);

    public T Ask<T>(string sql)
    {
        using var connection = Connect(ConnectionString);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose() => Execute(_server, $"DROP DATABASE \"{_name}\" WITH (FORCE)");

    private static void Execute(string connectionString, string sql)
    {
        using var connection = Connect(connectionString);
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private static NpgsqlConnection Connect(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
