using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Silo.Tests;

/// <summary>A cluster under a role of the database that has the rights of docs/cluster-store.md and no others.</summary>
public sealed class RoleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documented_rights_are_enough_for_silos_and_gateways()
    {
        var owned = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(owned);
        await GrantAsync(owned, "CREATE ROLE risk LOGIN;" + Documented());
        var database = new NpgsqlConnectionStringBuilder(owned) { Username = "risk" }.ConnectionString;
        await using var silo = await SiloProcess.StartAsync(database, "silo");
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        var load = new Load(gateway.Address, [.. Lives.Of(seed: 5, customers: 20, months: 12)]);
        var sending = load.RunAsync(Stop);

        await load.ReachesAsync(1000);
        load.End();
        await sending;

        Assert.Empty(load.Errors);
        Assert.Equal((0, 0), (await gateway.StopAsync(), await silo.StopAsync()));
        Assert.DoesNotContain("permission denied", silo.Output + gateway.Output, StringComparison.Ordinal);
    }

    /// <summary>The statements below the heading <c>Roles</c>.</summary>
    private static string Documented()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/cluster-store.md"));
        var section = page[page.IndexOf("## Roles", StringComparison.Ordinal)..];
        return section.Split("```")[1]["sql".Length..];
    }

    private static async Task GrantAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
