using PreDelinquency.Cluster.Tests;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Kafka.Tests;

/// <summary>What tests with brokers of their own have in common.</summary>
public abstract class MockedKafkaTests : IDisposable
{
    internal static readonly IReadOnlyList<Transaction> Life = Lives.OfEight;

    private protected MockedKafkaTests() => Topic = new TestTopics(Brokers.Servers);

    internal MockKafka Brokers { get; } = new(Topics.All);

    internal LocalCluster Cluster { get; } = new(Models.Nervous);

    internal MemoryClusterStore Store => Cluster.Store;

    internal TestTopics Topic { get; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The group protocol that the brokers are fast with, and clients that are back soon.</summary>
    internal KafkaOptions Options => new()
    {
        Brokers = Brokers.Servers,
        CommitInterval = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(20),
        Settings = new Dictionary<string, string>
        {
            ["group.protocol"] = "consumer",
            ["reconnect.backoff.ms"] = "10",
            ["reconnect.backoff.max.ms"] = "100",
            ["retry.backoff.ms"] = "10",

            // Brokers for tests hold the answer back for as long as they may, also where something comes meanwhile.
            ["fetch.wait.max.ms"] = "20",
            ["fetch.queue.backoff.ms"] = "10",
        },
    };

    /// <summary>The group protocol that silos use unless told otherwise, with a rebalance that does not take long: brokers for tests give members the session's time to join, less a second.</summary>
    internal KafkaOptions Classic => Options with
    {
        Settings = Options.Settings.Where(s => s.Key != "group.protocol").Concat([new("heartbeat.interval.ms", "100"), new("session.timeout.ms", "3000")]).ToDictionary(),
    };

    internal KafkaOptions With(string protocol) => protocol == "classic" ? Classic : Options;

    public void Dispose()
    {
        Brokers.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Reading Read(KafkaOptions? options = null) => new(Cluster, options ?? Options);

    internal Task WriteAsync(IEnumerable<Transaction> transactions) => Topic.WriteAsync(Topics.Transactions, Feed.Of(transactions));

    internal Task AllTakenAsync() => Eventually.HoldsAsync(async () => (await Store.ReadTotalsAsync(Stop)).Transactions >= Life.Count);

    /// <summary>Offsets come to what was written.</summary>
    internal Task AllCommittedAsync() => Topic.AllCommittedAsync(Options.GroupId, Topics.Transactions, MockKafka.Partitions);

    internal long[] Committed() => Topic.CommittedBy(Options.GroupId, Topics.Transactions, MockKafka.Partitions);

    /// <summary>Each customer has all of its life, once and in order.</summary>
    internal void HasEverythingOnce()
    {
        foreach (var customer in Life.GroupBy(t => t.CustomerId))
            Assert.Equal(customer, Store.Stored(customer.Key).Log.Select(entry => entry.Transaction));
    }
}
