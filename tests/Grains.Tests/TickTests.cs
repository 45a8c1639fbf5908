using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Reminders;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Storage;

namespace PreDelinquency.Grains.Tests;

/// <summary>Time comes to customers by itself. The lives lie long before the present, so that whoever heard of it is not due any more.</summary>
public sealed class TickTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly string _database = OrleansDatabase.Create(postgres);

    /// <summary>The time of reminders, which stands until it is moved.</summary>
    private readonly ReminderTime _reminders = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_came_due_while_no_silo_ran_hears_the_time_when_one_begins_and_not_with_the_next_reminder()
    {
        await using (var store = await PostgresClusterStore.OpenAsync(_database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop))
            await LiveAsync(store);

        await using var cluster = await StartAsync();

        await Eventually.HoldsAsync(async () => await DueAsync(cluster.Store) == 0);
    }

    [Fact]
    public async Task Everybody_hears_the_time_by_reminders_and_hears_it_again_after_more_happened()
    {
        await using var cluster = await StartAsync();
        await cluster.TicksAsync();
        await LiveAsync(cluster.Store);
        await HearsAsync(cluster);
        var last = Lives.OfEight.GroupBy(t => t.CustomerId).Select(life => life.Last());
        await cluster.Service.IngestAsync([.. last.Select(t => t with { TransactionId = $"{t.TransactionId}-again" })], [], Stop);
        Assert.Equal(8, await DueAsync(cluster.Store));

        await HearsAsync(cluster);
    }

    [Fact]
    public async Task A_round_that_broke_off_is_made_again_without_a_reminder_until_it_was_heard()
    {
        await using var cluster = await StartAsync();
        await cluster.TicksAsync();
        await LiveAsync(cluster.Store);
        await using var owner = await ConnectAsync();
        await using var watcher = await ConnectAsync();
        await using var holding = await owner.BeginTransactionAsync(Stop);
        await CountAsync(owner, "LOCK TABLE cluster.customers IN ACCESS EXCLUSIVE MODE");
        var shard = Cluster.Shards.Of(Lives.OfEight[0].CustomerId);

        // Each round asks who is due, and its session ends while it waits for the answer.
        await cluster.Cluster.Client.GetGrain<ITickGrain>(shard).TickAsync(DateTimeOffset.UtcNow);
        var brokenOff = 0L;
        await Eventually.HoldsAsync(async () =>
            (brokenOff += await CountAsync(watcher, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%quiet_until%'")) >= 3);
        await holding.RollbackAsync(Stop);

        await Eventually.HoldsAsync(async () => (await cluster.Store.ReadDueAsync(shard, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), "", 100, Stop)).Count == 0);
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop) as long? ?? 0;
    }

    /// <summary>Eight customers live, hosted by nobody of the cluster.</summary>
    private static async Task LiveAsync(IClusterStore store)
    {
        foreach (var life in Lives.OfEight.GroupBy(t => t.CustomerId))
        {
            var (customer, state) = (new Customer(life.Key), new ArrayBufferWriter<byte>());
            foreach (var transaction in life)
                customer.Apply(transaction, Models.Nervous, new CustomerEffects());
            customer.Write(state);
            var commit = new CustomerCommit { CustomerId = life.Key, AfterVersion = 0, State = state.WrittenMemory, Summary = new StateSummary(0, RiskLevel.Low, Maturity.Learning, customer.LatestEvent) };
            commit.Transactions.AddRange(life);
            await store.CommitAsync(commit, Stop);
        }

        Assert.Equal(8, await DueAsync(store));
    }

    /// <summary>Nothing but reminders tells the time here. It goes on until they came: Orleans sets their timers a moment after it was asked to.</summary>
    private Task HearsAsync(GrainCluster cluster) => Eventually.HoldsAsync(async () =>
    {
        if (await DueAsync(cluster.Store) == 0)
            return true;
        _reminders.Advance(Step);
        return false;
    });

    private static async Task<int> DueAsync(IClusterStore store)
    {
        var due = 0;
        foreach (var shard in Lives.OfEight.Select(t => Cluster.Shards.Of(t.CustomerId)).Distinct())
            due += (await store.ReadDueAsync(shard, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), "", 100, Stop)).Count;
        return due;
    }

    private Task<GrainCluster> StartAsync() => GrainCluster.StartAsync(new GrainClusterOptions
    {
        Database = _database,
        Model = Models.Nervous,
        Silos = 1,
        Configure = silo => silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, _reminders),
    });
}
