using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using PreDelinquency.Storage;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>Real processes that read transactions from brokers and write there what came of them.</summary>
public sealed class KafkaTests(PostgresFixture postgres)
{
    private static readonly Lazy<IReadOnlyList<Transaction>> Stream = new(() => [.. Lives.Of(seed: 6, customers: 40, months: 8)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // By the group protocol that silos use unless told otherwise.
    [Fact]
    public async Task Of_two_silos_one_is_killed_and_every_transaction_counts_once_and_every_intervention_is_sent_with_an_id_of_its_own()
    {
        var database = OrleansDatabase.Create(postgres);
        var model = await NervousModel.PromoteAsync(database);
        using var brokers = new MockKafka(KafkaTopics.All);
        var topics = new TestTopics(brokers.Servers);
        await using var store = await PostgresClusterStore.OpenAsync(database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop);
        string[] options = ["--kafka", brokers.Servers];
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo", options), SiloProcess.StartAsync(database, "silo", options));
        await using var left = silos[0];
        await using var right = silos[1];
        await Eventually.HoldsAsync(async () => await PartitionsOfAsync(left) == MockKafka.Partitions / 2 && await PartitionsOfAsync(right) == MockKafka.Partitions / 2);

        // What is durable when a silo is killed was not committed by then: whoever reads its partitions next reads that again.
        const short GroupAuthorizationFailed = 30;
        brokers.Refuse(KafkaRequest.OffsetCommit, GroupAuthorizationFailed, 100_000);
        var parts = Stream.Value.Chunk((Stream.Value.Count + 1) / 2).ToList();
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(parts[0]));
        await topics.WriteAsync(KafkaTopics.Transactions, [("nobody", "no transaction"u8.ToArray())]);
        await Eventually.HoldsAsync(async () => await MetricsTests.OfAsync(left, "predelinquency_cluster_transactions_total") > 0);
        left.Kill();
        brokers.Accept(KafkaRequest.OffsetCommit);
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(parts[1]));

        await Eventually.HoldsAsync(async () => (await store.ReadTotalsAsync(Stop)).Transactions >= Stream.Value.Count);
        await StoredTruth.HoldsAsync(store, Stream.Value, model, Stop);
        Assert.True((await store.ReadTotalsAsync(Stop)).Duplicates > 0);
        await Eventually.HoldsAsync(() => topics.CommittedBy("predelinquency", KafkaTopics.Transactions, MockKafka.Partitions)
            .SequenceEqual(topics.EndsOf(KafkaTopics.Transactions, MockKafka.Partitions)));

        await HasEveryInterventionAsync(store, topics);
        await HasEveryScoreAsync(store, topics);
        var letter = Assert.Single((await store.ReadDeadLettersAsync(0, 10, Stop)).Select(l => l.Letter));
        var sent = Assert.Single(topics.Read(KafkaTopics.DeadLetters, MockKafka.Partitions, 1).DistinctBy(m => HeaderOf(m, "source")));
        Assert.Equal((letter.Document, letter.Error, letter.Source), (Encoding.UTF8.GetString(sent.Message.Value), HeaderOf(sent, "error"), HeaderOf(sent, "source")));
        Assert.Equal(0, await right.StopAsync());
    }

    private static async Task HasEveryInterventionAsync(PostgresClusterStore store, TestTopics topics)
    {
        var stored = await store.ReadInterventionsAsync(0, 10_000, Stop);
        Assert.NotEmpty(stored);
        await ArriveAsync(store, topics, KafkaTopics.Interventions, async () => (await store.ReadCursorAsync(KafkaTopics.Interventions, Stop)).Number == stored[^1].Sequence);

        // At least once: whoever listens knows a repetition by its id.
        var sent = topics.Read(KafkaTopics.Interventions, MockKafka.Partitions, (int)topics.EndsOf(KafkaTopics.Interventions, MockKafka.Partitions).Sum());
        var first = sent.DistinctBy(m => HeaderOf(m, "id")).ToList();
        Assert.Equal(stored.Select(i => i.Intervention.InterventionId).Order(StringComparer.Ordinal), first.Select(m => HeaderOf(m, "id")).Order(StringComparer.Ordinal));
        foreach (var customer in stored.GroupBy(i => i.Intervention.CustomerId))
        {
            var documents = first.Where(m => m.Message.Key == customer.Key).Select(m => JsonElement.Parse(m.Message.Value)).ToList();
            Assert.Equal(customer.Select(i => i.Sequence), documents.Select(d => d.GetProperty("sequence").GetInt64()));
            Assert.Equal(customer.Select(i => i.Intervention.InterventionId), documents.Select(d => d.GetProperty("intervention_id").GetString()));
        }
    }

    private static async Task HasEveryScoreAsync(PostgresClusterStore store, TestTopics topics)
    {
        var stored = await store.ReadScoresAfterAsync(Cluster.Ports.ScoreCursor.Start, 100_000, Stop);
        await ArriveAsync(store, topics, KafkaTopics.Predictions, async () => await store.ReadCursorAsync(KafkaTopics.Predictions, Stop) == stored[^1].Place);
        var sent = topics.Read(KafkaTopics.Predictions, MockKafka.Partitions, (int)topics.EndsOf(KafkaTopics.Predictions, MockKafka.Partitions).Sum());
        var first = sent.DistinctBy(m => HeaderOf(m, "id")).ToList();
        Assert.Equal(
            stored.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Place.Commit}-{s.Place.Number}")).Order(StringComparer.Ordinal),
            first.Select(m => HeaderOf(m, "id")).Order(StringComparer.Ordinal));
        foreach (var customer in stored.GroupBy(s => s.CustomerId))
            Assert.Equal(customer.Select(s => s.Point.Probability), first.Where(m => m.Message.Key == customer.Key).Select(m => JsonElement.Parse(m.Message.Value).GetProperty("risk_score").GetDouble()));
    }

    private static async Task ArriveAsync(PostgresClusterStore store, TestTopics topics, string topic, Func<Task<bool>> haveAll)
    {
        await Eventually.HoldsAsync(haveAll);
        Assert.True(topics.EndsOf(topic, MockKafka.Partitions).Sum() > 0, $"{topic} is empty, and {store.Description} says that it is not.");
    }

    /// <summary>How many partitions a silo says that it reads; -1 where it says something else.</summary>
    internal static async Task<int> PartitionsOfAsync(SiloProcess silo)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        using var health = JsonDocument.Parse(await http.GetStringAsync("/health/ready", Stop));
        var detail = health.RootElement.GetProperty("parts").EnumerateArray().First(p => p.GetProperty("part").GetString() == "kafka").GetProperty("detail").GetString()!;
        return detail.EndsWith(" partitions", StringComparison.Ordinal) ? int.Parse(detail.Split(' ')[^2], CultureInfo.InvariantCulture) : -1;
    }

    private static string HeaderOf(ConsumeResult<string, byte[]> message, string name) => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(name));
}
