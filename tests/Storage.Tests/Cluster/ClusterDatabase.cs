using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>A database with the cluster's schema, and stores on it.</summary>
internal sealed class ClusterDatabase(string connectionString)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string ConnectionString => connectionString;

    public static ClusterDatabase Create(PostgresFixture server) => new(server.CreateDatabase(connection => MigrateAsync(connection).GetAwaiter().GetResult()));

    public static async Task MigrateAsync(string connectionString)
    {
        var address = DatabaseAddress.Parse(connectionString);
        await using var connection = await address.ConnectAsync(Token);
        await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(MigrationSet.Cluster), Token);
    }

    public Task<PostgresClusterStore> OpenAsync(PostgresClusterStoreOptions? options = null, int? port = null) => PostgresClusterStore.OpenAsync(
        port is { } other ? new NpgsqlConnectionStringBuilder(connectionString) { Port = other }.ConnectionString : connectionString,
        options ?? new PostgresClusterStoreOptions(), NullLogger.Instance, Token);

    public void Execute(string sql)
    {
        using var connection = Connect();
        // To fill a database may take minutes.
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        command.ExecuteNonQuery();
    }

    public List<string> Strings(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var all = new List<string>();
        while (row.Read())
            all.Add(row.GetString(0));
        return all;
    }

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
