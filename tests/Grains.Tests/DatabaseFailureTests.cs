using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

/// <summary>What goes wrong in the tables of Orleans' own providers is told in words that go over the wire and that callers know as passing.</summary>
public sealed class DatabaseFailureTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reminder_that_cannot_be_kept_is_a_failure_of_the_store_for_the_caller_and_the_call_may_be_made_again()
    {
        var database = OrleansDatabase.Create(postgres);
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions { Database = database, Model = Models.Nervous });
        var shard = cluster.Cluster.Client.GetGrain<ITickGrain>(7);
        await RenameAsync(database, "orleans_reminders", "hidden");

        var failure = await Assert.ThrowsAsync<StoreException>(shard.BeginAsync);
        await RenameAsync(database, "hidden", "orleans_reminders");
        await shard.BeginAsync();

        Assert.Contains("orleans_reminders", failure.Message, StringComparison.Ordinal);
    }

    private static async Task RenameAsync(string database, string table, string name)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var rename = source.CreateCommand($"ALTER TABLE {table} RENAME TO {name}");
        await rename.ExecuteNonQueryAsync(Stop);
    }
}
