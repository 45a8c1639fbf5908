using PreDelinquency.Postgres;

namespace PreDelinquency.Cli.Tests;

public sealed class DbCommandTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_database_is_brought_up_to_date_and_says_how_far_it_is()
    {
        var database = server.CreateDatabase() + ";Password=hidden";

        var before = await PdiRun.ExecuteAsync("db", "status", "--database", database);
        var first = await PdiRun.ExecuteAsync("db", "migrate", "--database", database);
        var second = await PdiRun.ExecuteAsync("db", "migrate", "--database", database);
        var after = await PdiRun.ExecuteAsync("db", "status", "--database", database);

        Assert.Equal([1, 0, 0, 0], [before.ExitCode, first.ExitCode, second.ExitCode, after.ExitCode]);
        Assert.Matches("(?m)^engine +– +[0-9]+ +001_initial, 002_views", before.Output);
        Assert.Matches("(?m)^engine: version 0 to [0-9]+ \\(001_initial, 002_views", first.Output);
        Assert.Matches("(?m)^registry: version 0 to [0-9]+ \\(001_initial, 002_changed_by\\)", first.Output);
        Assert.Matches("(?m)^engine: version [0-9]+, nothing to do", second.Output);
        Assert.Matches("(?m)^registry +([0-9]+) +\\1 +none", after.Output);
        Assert.DoesNotContain("hidden", string.Concat(new[] { before, first, second, after }.Select(run => run.Output + run.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_component_leaves_the_others_alone()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("connection", server.CreateDatabase());

        var migrated = await PdiRun.ExecuteAsync("db", "migrate", "--component", "registry", "--database-file", file);
        var status = await PdiRun.ExecuteAsync("db", "status", "--database-file", file);

        Assert.Equal((0, 1), (migrated.ExitCode, status.ExitCode));
        Assert.DoesNotContain("engine", migrated.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy/k8s/cluster/base/migration.yaml", "args: [\"db\"")]
    [InlineData("deploy/docker/compose.yaml", "command: [db,")]
    public async Task What_is_deployed_makes_all_that_silos_need(string file, string line)
    {
        var deployed = Assert.Single(File.ReadAllLines(Repository.PathOf(file)), text => text.Contains(line, StringComparison.Ordinal));
        var arguments = deployed[(deployed.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']').Split(',', StringSplitOptions.TrimEntries).Select(argument => argument.Trim('"')).ToArray();
        var address = DatabaseAddress.Parse(server.CreateDatabase());

        var run = await PdiRun.ExecuteAsync([.. arguments, "--database", address.ConnectionString(_ => { })]);

        Assert.Equal(0, run.ExitCode);
        await using var connection = await address.ConnectAsync(TestContext.Current.CancellationToken);
        foreach (var component in new[] { MigrationSet.Cluster, MigrationSet.Orleans, MigrationSet.Registry })
            Assert.True((await new Migrator(connection, address).ReadStatusAsync(MigrationSet.Of(component), TestContext.Current.CancellationToken)).IsCurrent, component);
        Assert.Equal(0, (await new Migrator(connection, address).ReadStatusAsync(MigrationSet.Of(MigrationSet.Engine), TestContext.Current.CancellationToken)).Applied);
    }

    [Theory]
    [InlineData("Name the database: --database CONNECTION", "migrate")]
    [InlineData("--database and --database-file exclude each other", "status", "--database", "Host=db", "--database-file", "x")]
    [InlineData("--component and --edition exclude each other", "status", "--database", "Host=db", "--component", "engine", "--edition", "cluster")]
    [InlineData("--component must be one of cluster, engine, orleans, outreach, registry, not nothing", "migrate", "--database", "Host=db", "--component", "nothing")]
    public async Task A_wrong_command_line_is_told(string expected, params string[] arguments)
    {
        var run = await PdiRun.ExecuteAsync(["db", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_named_without_its_password()
    {
        var run = await PdiRun.ExecuteAsync("db", "migrate", "--database", "Host=127.0.0.1;Port=1;Database=risk;Username=me;Password=hidden");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("PostgreSQL database risk at 127.0.0.1:1", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", run.Error, StringComparison.Ordinal);
    }
}
