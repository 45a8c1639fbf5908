using Npgsql;
using PreDelinquency.Engine.Ports;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

/// <summary>All that a store of contacts does, under roles that have the documented rights and no others.</summary>
public abstract class OutreachRightsTests(PostgresFixture server) : OutreachStoreContract, IClassFixture<PostgresFixture>
{
    private string? _owner;

    /// <summary>The statements that a page lists for the role <c>risk</c>.</summary>
    protected abstract string Rights { get; }

    private string Owner => _owner ??= server.CreateDatabase() + ";Pooling=false";

    private string Restricted => new NpgsqlConnectionStringBuilder(Owner) { Username = "risk" }.ConnectionString;

    protected static string Page(string path) => File.ReadAllText(Repository.PathOf(path)).Split("## Roles")[1];

    protected sealed override async ValueTask<OutreachStore> OpenAsync()
    {
        // What the owner makes anew is granted anew.
        await (await OutreachStore.OpenDatabaseAsync(Owner, Keys, Token)).DisposeAsync();
        await TamperAsync("DO $$ BEGIN CREATE ROLE risk LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;" + Rights);
        return await OutreachStore.OpenDatabaseAsync(Restricted, Keys, Token);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_refused_for_good_and_the_pages_that_list_it_are_named()
    {
        await TamperAsync("REVOKE SELECT ON outreach_opt_outs FROM risk");

        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.ReadOptOutsAsync(null, null, 10, Token).AsTask());

        Assert.True(refused.IsPermanent);
        Assert.Null(refused.CustomerId);
        Assert.Contains("permission denied for table outreach_opt_outs; grant the rights that docs/postgres.md", refused.Message, StringComparison.Ordinal);
    }

    protected override Task GoBackAsync(int version) => TamperAsync($"DELETE FROM predelinquency_migrations WHERE component = 'outreach' AND version > {version}");

    protected override async Task TamperAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
