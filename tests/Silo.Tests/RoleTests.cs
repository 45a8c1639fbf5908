using System.Net.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Outreach.Tests;
using PreDelinquency.Silo.Hosting;
using PreDelinquency.Storage;

namespace PreDelinquency.Silo.Tests;

/// <summary>A cluster under a role of the database that has the rights of docs/cluster-store.md and no others.</summary>
public sealed class RoleTests(PostgresFixture postgres)
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

    /// <summary>What people do about contacts.</summary>
    [Fact]
    public async Task The_documented_rights_are_enough_for_all_that_a_gateway_takes_of_customers_and_policies()
    {
        using var folder = new TemporaryFolder();
        using var policy = new PolicyFolder();
        var owned = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(owned);
        await GrantAsync(owned, "CREATE ROLE desk LOGIN;" + Documented().Replace("risk;", "desk;", StringComparison.Ordinal));
        var database = new NpgsqlConnectionStringBuilder(owned) { Username = "desk" }.ConnectionString;
        var keys = folder.File("keys");
        Assert.Equal(0, await SiloProgram.RunAsync(["keys", "--keys", keys], TextWriter.Null, TextWriter.Null, Stop));
        await using var silo = await SiloProcess.StartAsync(database, "silo", "--keys", keys, "--policy", policy.Path);
        await using var gateway = await SiloProcess.StartAsync(database, "gateway", "--keys", keys, "--policy", policy.Path);
        using var client = new HttpClient { BaseAddress = gateway.Address };
        await Eventually.HoldsAsync(async () => (await client.PutAsJsonAsync("/customer/c1/profile", new { name = "Ana", phone = "+34600000000" }, Stop)).IsSuccessStatusCode);
        policy.Change("policy.yaml", "contacts: 3", "contacts: 2");

        (string Path, object Body)[] said =
        [
            ("/customer/c1/opt_out", new { channels = new[] { "sms" }, source = "phone" }),
            ("/customer/c1/opt_in", new { channels = new[] { "sms" }, source = "phone" }),
            ("/customer/c1/opt_out", new { source = "letter" }),
            ("/customer/c1/objection", new { statement = "I do not want this." }),
            ("/policy/propose", new { by = "ann" }),
            ("/customer/c1/erase", new { by = "ann", reason = "no_longer_needed" }),
        ];
        foreach (var (path, body) in said)
        {
            using var answer = await client.PostAsJsonAsync(path, body, Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        Assert.Contains("c1", await client.GetStringAsync("/opt_outs", Stop), StringComparison.Ordinal);
        var codes = (await gateway.StopAsync(), await silo.StopAsync());
        Assert.True(codes == (0, 0), $"{codes}: {silo.Output}");
        Assert.DoesNotContain("permission denied", silo.Output + gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_may_not_join_says_so_in_one_line_and_ends_with_an_error()
    {
        var owned = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(owned);
        await GrantAsync(owned, "CREATE ROLE stranger LOGIN;" + Documented().Replace("risk", "stranger", StringComparison.Ordinal) + "REVOKE INSERT ON orleans_clusters, orleans_members FROM stranger;");
        var database = new NpgsqlConnectionStringBuilder(owned) { Username = "stranger" }.ConnectionString;
        using var output = new StringWriter();
        using var error = new StringWriter();
        var ports = FreePorts.Take(2);

        var code = await SiloProgram.RunAsync(
            ["run", "--database", database, "--urls", "http://127.0.0.1:0", "--silo-port", $"{ports[0]}", "--client-port", $"{ports[1]}", "--log", "none"], output, error, Stop);

        Assert.Equal(1, code);
        Assert.Matches("^silo: The cluster cannot be joined: .*permission denied for table [a-z_]+\n$", error.ToString());
    }

    [Fact]
    public async Task The_documented_rights_are_enough_to_migrate()
    {
        var owned = postgres.CreateDatabase();
        var name = new NpgsqlConnectionStringBuilder(owned).Database;
        await GrantAsync(owned, "CREATE ROLE risk_owner LOGIN;" + OfMigration().Replace("DATABASE risk ", $"DATABASE {name} ", StringComparison.Ordinal));
        var database = new NpgsqlConnectionStringBuilder(owned) { Username = "risk_owner" }.ConnectionString;

        await OrleansDatabase.MigrateAsync(database);

        await using var store = await PostgresClusterStore.OpenAsync(database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop);
        Assert.Equal(0, (await store.ReadTotalsAsync(Stop)).Transactions);
    }

    /// <summary>The statements of the page for the role of silos and gateways.</summary>
    internal static string Documented() => Statements(1);

    /// <summary>Those for the role that migrates.</summary>
    private static string OfMigration() => Statements(0);

    private static string Statements(int block)
    {
        var page = File.ReadAllText(Repository.PathOf("docs/cluster-store.md"));
        var section = page[page.IndexOf("## Roles", StringComparison.Ordinal)..];
        return section.Split("```")[(2 * block) + 1]["sql".Length..];
    }

    internal static async Task GrantAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
