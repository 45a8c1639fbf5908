using System.Globalization;
using Npgsql;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

public sealed class PostgresOutreachStoreTests(PostgresFixture server) : OutreachStoreContract, IClassFixture<PostgresFixture>
{
    private string? _connection;

    // Pooling would keep connections to databases that are copied or gone.
    private string Connection => _connection ??= server.CreateDatabase(template => Task.Run(async () => await (await OutreachStore.OpenDatabaseAsync(template + ";Pooling=false", Keys, Token)).DisposeAsync()).GetAwaiter().GetResult());

    protected override async ValueTask<OutreachStore> OpenAsync() => await OutreachStore.OpenDatabaseAsync(Connection, Keys, Token);

    [Fact]
    public async Task Two_processes_share_one_store()
    {
        await using var other = await OpenAsync();
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await other.CommitAsync(Commit("c1", 2, 2, version: 1, (await other.LoadAsync("c1", Token)).Ledger), Token);

        Assert.Equal(Message.Text, (await Store.FindContactAsync("c1-i2", Token))!.Message!.Text);
        Assert.Equal(2, (await Store.ReadAuditHeadAsync(Token)).Sequence);
        Assert.Single(await Store.ClaimAsync(Domain.Interventions.ContactChannel.Sms, "a", Noon, Noon.AddMinutes(5), 1, Token));
        Assert.Single(await other.ClaimAsync(Domain.Interventions.ContactChannel.Sms, "b", Noon, Noon.AddMinutes(5), 5, Token));
    }

    [Fact]
    public async Task A_cluster_does_not_change_the_schema_and_says_who_does()
    {
        var bare = server.CreateDatabase();

        var refused = await Assert.ThrowsAsync<StoreException>(() => OutreachStore.OpenSharedAsync(bare, Keys, Token));
        await using (await OutreachStore.OpenSharedAsync(Connection, Keys, Token))
            await Store.CommitAsync(Commit("c1", 1, 1), Token);

        Assert.Contains("the schema of outreach has version 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("pdi db migrate --edition cluster", refused.Message, StringComparison.Ordinal);
        var other = new OutreachKeys(new byte[32], new byte[32], new byte[32]);
        Assert.Contains("keys", (await Assert.ThrowsAsync<StoreException>(() => OutreachStore.OpenSharedAsync(Connection, other, Token))).Message, StringComparison.Ordinal);
    }

    protected override Task GoBackAsync(int version) =>
        TamperAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM predelinquency_migrations WHERE component = 'outreach' AND version > {version}"));

    protected override async Task TamperAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
