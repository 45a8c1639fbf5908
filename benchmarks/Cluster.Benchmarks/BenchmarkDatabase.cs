using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Cluster.Benchmarks;

/// <summary>A new database with the cluster's schema, beside the one that <see cref="ConnectionText.Variable"/> names; dropped in the end.</summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private readonly string _name = $"cluster-benchmark-{Guid.NewGuid():N}";

    public BenchmarkDatabase() => Execute(Server(), $"CREATE DATABASE \"{_name}\"");

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server()) { Database = _name }.ConnectionString;

    public async Task MigrateAsync()
    {
        var address = DatabaseAddress.Parse(ConnectionString);
        await using var connection = await address.ConnectAsync(CancellationToken.None);
        await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(MigrationSet.Cluster), CancellationToken.None);
    }

    public void Execute(string sql) => Execute(ConnectionString, sql);

    public T Ask<T>(string sql)
    {
        using var connection = Connect(ConnectionString);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose() => Execute(Server(), $"DROP DATABASE \"{_name}\" WITH (FORCE)");

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

    private static string Server() =>
        ConnectionText.Resolve(null, null) ?? throw new InvalidOperationException($"{ConnectionText.Variable} must name a PostgreSQL server on which this may make databases, like \"Host=127.0.0.1;Username=postgres;Database=postgres\".");
}
