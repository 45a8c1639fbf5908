using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using PreDelinquency.Storage;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>A stream on its own time that is months ahead of the real one, and a process that begins in the middle of it.</summary>
public sealed class EventTimeTests(PostgresFixture postgres)
{
    /// <summary>The shards are asked at once; so many of their questions wait for one table.</summary>
    private const int Asked = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_begins_takes_no_transaction_before_it_knows_how_far_the_stream_is_and_refuses_none_for_being_ahead()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        var stream = StreamAhead();
        var present = stream[stream.Count / 2].Timestamp;
        List<Transaction> past = [.. stream.TakeWhile(t => t.Timestamp < present)];
        List<Transaction> next = [.. stream.Skip(past.Count).TakeWhile(t => t.Timestamp < present.AddDays(1))];
        var byKafka = next.Select(t => t.CustomerId).Distinct().Order(StringComparer.Ordinal).Take(4).ToHashSet(StringComparer.Ordinal);
        await using var store = await PostgresClusterStore.OpenAsync(database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop);
        await LiveAsync(store, past);
        using var brokers = new MockKafka(KafkaTopics.All);
        await new TestTopics(brokers.Servers).WriteAsync(KafkaTopics.Transactions, Feed.Of(next.Where(t => byKafka.Contains(t.CustomerId))));

        await using var owner = new NpgsqlConnection(database + ";Pooling=false");
        await owner.OpenAsync(Stop);
        await using var holding = await owner.BeginTransactionAsync(Stop);
        await RunAsync(owner, "LOCK TABLE cluster.customers IN ACCESS EXCLUSIVE MODE");
        var starting = SiloProcess.StartAsync(database, "all", "--clock", "event", "--kafka", brokers.Servers, "--kafka-setting", "group.protocol=consumer");
        await Eventually.HoldsAsync(async () => await WaitingAsync(database) >= Asked);
        Assert.False(starting.IsCompleted);
        await holding.RollbackAsync(Stop);
        await using var process = await starting;

        var load = new Load(process.Address, [.. next.Where(t => !byKafka.Contains(t.CustomerId))]);
        await load.RunAsync(Stop);
        Assert.InRange(load.Sent, 1, next.Count - 1);
        await Eventually.HoldsAsync(async () => (await store.ReadTotalsAsync(Stop)).Transactions == past.Count + next.Count);
        Assert.Equal(0, (await store.ReadTotalsAsync(Stop)).DeadLetters);
    }

    /// <summary>Eight lives of a year, of which the middle is a hundred days from now.</summary>
    private static IReadOnlyList<Transaction> StreamAhead()
    {
        var shift = DateTimeOffset.UtcNow.Date.AddDays(100) - Lives.OfEight[Lives.OfEight.Count / 2].Timestamp.UtcDateTime.Date;
        return [.. Lives.OfEight.Select(t => t with { Timestamp = t.Timestamp + shift })];
    }

    /// <summary>The customers live until now, hosted by nobody.</summary>
    private static async Task LiveAsync(PostgresClusterStore store, IEnumerable<Transaction> past)
    {
        foreach (var life in past.GroupBy(t => t.CustomerId, StringComparer.Ordinal))
        {
            var (customer, state) = (new Customer(life.Key), new ArrayBufferWriter<byte>());
            foreach (var transaction in life)
                Assert.Equal(Applied.Accepted, customer.Apply(transaction, Models.Nervous, new CustomerEffects()));
            customer.Write(state);
            var commit = new CustomerCommit { CustomerId = life.Key, AfterVersion = 0, State = state.WrittenMemory, Summary = new StateSummary(0, RiskLevel.Low, Maturity.Learning, customer.LatestEvent) };
            commit.Transactions.AddRange(life);
            await store.CommitAsync(commit, Stop);
        }
    }

    /// <summary>How many questions of shards wait for the table.</summary>
    private static async Task<long> WaitingAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM cluster.customers%WHERE shard%'", connection);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
