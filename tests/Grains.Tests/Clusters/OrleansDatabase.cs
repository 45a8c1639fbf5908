using PreDelinquency.Postgres;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>Databases with the tables that a cluster needs, as <c>pdi db migrate</c> makes them.</summary>
internal static class OrleansDatabase
{
    public static string Create(PostgresFixture postgres) => postgres.CreateDatabase(connectionString => MigrateAsync(connectionString).GetAwaiter().GetResult());

    public static Task MigrateAsync(string connectionString) => MigrateAsync(connectionString, MigrationSet.ClusterEdition);

    public static async Task MigrateAsync(string connectionString, IEnumerable<MigrationSet> sets)
    {
        var address = DatabaseAddress.Parse(connectionString);
        await using var connection = await address.ConnectAsync(CancellationToken.None);
        foreach (var set in sets)
            await new Migrator(connection, address).ApplyAsync(set, CancellationToken.None);
    }
}
