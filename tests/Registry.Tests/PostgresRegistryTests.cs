namespace PreDelinquency.Registry.Tests;

public sealed class PostgresRegistryTests(PostgresFixture server) : RegistryContract, IClassFixture<PostgresFixture>
{
    private string? _connection;

    private string Connection => _connection ??= server.CreateDatabase();

    protected override async Task<IModelRegistry> OpenAsync() => await PostgresRegistry.OpenAsync(Connection, Time, Token);

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
