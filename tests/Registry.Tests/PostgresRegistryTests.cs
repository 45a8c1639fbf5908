namespace PreDelinquency.Registry.Tests;

public sealed class PostgresRegistryTests(PostgresFixture server) : RegistryContract, IClassFixture<PostgresFixture>
{
    private string? _connection;

    private string Connection => _connection ??= server.CreateDatabase();

    protected override async Task<IModelRegistry> OpenAsync() => await PostgresRegistry.OpenAsync(Connection, Time, Token);

    protected override Task TamperAsync(string version, string file, string? content) => content is null
        ? RunAsync("DELETE FROM model_files WHERE version = $1 AND name = $2", version, file)
        : RunAsync("INSERT INTO model_files (version, name, content) VALUES ($1, $2, $3) ON CONFLICT (version, name) DO UPDATE SET content = excluded.content", version, file, System.Text.Encoding.UTF8.GetBytes(content));

    protected override Task RecordAsync(string version, string fingerprint) => RunAsync("UPDATE model_bundles SET fingerprint = $2 WHERE version = $1", version, fingerprint);

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_connection!);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_named_without_its_secrets()
    {
        var failure = await Assert.ThrowsAsync<ModelRegistryException>(() =>
            PostgresRegistry.OpenAsync("Host=127.0.0.1;Port=1;Username=owner;Password=hidden;Database=models", Time, Token));

        Assert.Contains("PostgreSQL database models at 127.0.0.1:1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
        Assert.Equal(RegistryProblem.Invalid, (await Assert.ThrowsAsync<ModelRegistryException>(() => PostgresRegistry.OpenAsync("no=such;thing", Time, Token))).Kind);
    }

    [Fact]
    public async Task What_it_says_of_itself_holds_no_password()
    {
        await using var registry = await PostgresRegistry.OpenAsync($"{Connection};Password=hidden", Time, Token);

        Assert.DoesNotContain("hidden", registry.Description, StringComparison.Ordinal);
    }
}
