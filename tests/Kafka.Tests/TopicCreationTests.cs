using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Kafka.Tests;

public sealed class TopicCreationTests
{
    /// <summary>Names a real Kafka that may be written to; brokers of the tests' own create no topics.</summary>
    private const string Variable = "PREDELINQUENCY_TEST_KAFKA";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Brokers_that_create_no_topics_are_an_error_that_says_so()
    {
        using var brokers = new MockKafka();

        var refused = await Assert.ThrowsAnyAsync<KafkaException>(() => TopicCreation.EnsureAsync(new KafkaOptions { Brokers = brokers.Servers }, 4, 1, NullLogger.Instance, Patience));

        Assert.Contains("not supported", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brokers_that_cannot_be_reached_are_an_error_in_time_that_names_them()
    {
        var brokers = new MockKafka();
        var options = new KafkaOptions { Brokers = brokers.Servers };
        brokers.Dispose();

        var refused = await Assert.ThrowsAnyAsync<KafkaException>(() => TopicCreation.EnsureAsync(options, 4, 1, NullLogger.Instance, TimeSpan.FromSeconds(1)));

        Assert.StartsWith($"{options.Brokers}: topics cannot be created, brokers are waited for 1 s: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Numbers_that_are_not_possible_are_refused(int partitions, short replication) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TopicCreation.EnsureAsync(new KafkaOptions { Brokers = "localhost:1" }, partitions, replication, NullLogger.Instance, Patience));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1")]
    [InlineData(3, "2")]
    public void A_message_must_be_in_all_copies_but_one(short replication, string copies) =>
        Assert.Equal(copies, TopicCreation.Specify(Topics.Interventions, 4, replication).Configs["min.insync.replicas"]);

    [Fact]
    public async Task In_a_real_Kafka_the_topics_are_made_once_and_transactions_go_through()
    {
        var servers = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(servers is { Length: > 0 }, $"There is no Kafka here; {Variable} may name one that may be written to.");
        var options = new KafkaOptions { Brokers = servers, GroupId = $"test-{Guid.NewGuid():N}" };
        await TopicCreation.EnsureAsync(options, MockKafka.Partitions, 1, NullLogger.Instance, Patience);
        Assert.Empty(await TopicCreation.EnsureAsync(options, MockKafka.Partitions, 1, NullLogger.Instance, Patience));

        // Others wrote there before: these are customers of this test alone.
        var own = $"t{Guid.NewGuid():N}-";
        List<Transaction> life = [.. Lives.OfEight.Select(t => t with { CustomerId = own + t.CustomerId })];
        var cluster = new LocalCluster(Models.Nervous);
        await using var reading = new Reading(cluster, options);
        await new TestTopics(servers).WriteAsync(Topics.Transactions, Feed.Of(life));

        await Eventually.HoldsAsync(async () => (await cluster.Store.ReadTotalsAsync(TestContext.Current.CancellationToken)).Transactions >= life.Count
            && life.GroupBy(t => t.CustomerId).All(c => cluster.ActivationsOf(c.Key) > 0 && cluster.Store.Stored(c.Key).Log.Count == c.Count()));
        foreach (var customer in life.GroupBy(t => t.CustomerId))
            Assert.Equal(customer, cluster.Store.Stored(customer.Key).Log.Select(entry => entry.Transaction));
    }
}
