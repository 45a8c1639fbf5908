using System.Net.Http.Json;
using System.Text.Json;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using PreDelinquency.Tests.Recorded;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>
/// One recorded stream goes into Kafka and is asked for at a gateway, with real processes between: it comes to the same, to the bit, as a
/// plain replay. Features are asked for as of each customer's latest event, as which day it is told to whom is no part of the stream.
/// </summary>
public sealed class EqualityTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_gateway_tells_of_a_stream_from_Kafka_is_what_a_plain_replay_comes_to()
    {
        var recording = RecordedStream.Of(customers: 200, months: 6);
        var database = OrleansDatabase.Create(postgres);
        var model = await NervousModel.PromoteAsync(database);
        using var brokers = new MockKafka(KafkaTopics.All);
        var topics = new TestTopics(brokers.Servers);
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(recording.Transactions));
        string[] options = ["--kafka", brokers.Servers, "--kafka-setting", "group.protocol=consumer", "--kafka-setting", "fetch.wait.max.ms=20"];
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo", options), SiloProcess.StartAsync(database, "silo", options));
        await using var left = silos[0];
        await using var right = silos[1];
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        await topics.AllCommittedAsync("predelinquency", KafkaTopics.Transactions, MockKafka.Partitions);

        using var http = new HttpClient { BaseAddress = gateway.Address };
        var byCustomer = recording.Transactions.ToLookup(t => t.CustomerId, StringComparer.Ordinal);
        var proposed = 0;
        await Parallel.ForEachAsync(recording.CustomerIds, Stop, async (id, stop) =>
            Interlocked.Add(ref proposed, await AreEqualAsync(http, id, [.. byCustomer[id]], model, stop)));
        Assert.True(proposed > 100, $"{proposed} interventions.");
    }

    /// <returns>How many interventions there are.</returns>
    private static async Task<int> AreEqualAsync(HttpClient http, string id, IReadOnlyList<Transaction> transactions, ModelBundle model, CancellationToken stop)
    {
        var (customer, effects) = (new Customer(id), new CustomerEffects());
        foreach (var transaction in transactions)
            Assert.Equal(Applied.Accepted, customer.Apply(transaction, model, effects));
        var (present, values) = (transactions[^1].Timestamp, new double[FeatureCatalogue.Count]);
        customer.Features(present, values);

        var features = await http.GetFromJsonAsync<JsonElement>($"/customer/{id}/features?as_of={Uri.EscapeDataString(present.ToString("O"))}", stop);
        var history = await http.GetFromJsonAsync<JsonElement>($"/customer/{id}/history?limit=1000", stop);

        Assert.Equal(transactions.Count, features.GetProperty("transaction_count").GetInt32());
        Assert.Equal(
            FeatureCatalogue.All.Zip(values, (feature, value) => (feature.Name, Bits(value))),
            features.GetProperty("features").EnumerateObject().Select(f => (f.Name, f.Value.ValueKind == JsonValueKind.Null ? Bits(double.NaN) : Bits(f.Value.GetDouble()))));
        Assert.Equal(
            effects.Scores.Select(s => (s.Point.At, Bits(s.Point.Probability), s.Point.Level.ToString().ToUpperInvariant())),
            Items(history, "scores").Select(s => (s.GetProperty("at").GetDateTimeOffset(), Bits(s.GetProperty("risk_score").GetDouble()), s.GetProperty("risk_level").GetString()!)));
        Assert.Equal(
            effects.Interventions.Select(i => (i.InterventionId, i.At, Bits(i.Probability), i.Message, string.Join('|', i.Reasons.Select(r => r.Feature + Bits(r.Contribution))))),
            Items(history, "interventions").Select(i => (
                i.GetProperty("intervention_id").GetString()!, i.GetProperty("at").GetDateTimeOffset(), Bits(i.GetProperty("risk_score").GetDouble()), i.GetProperty("message").GetString()!,
                string.Join('|', i.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("feature").GetString() + Bits(r.GetProperty("contribution").GetDouble()))))));
        return effects.Interventions.Count;
    }

    /// <summary>Oldest first.</summary>
    private static IEnumerable<JsonElement> Items(JsonElement history, string list)
    {
        var page = history.GetProperty(list);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_before").ValueKind);
        return page.GetProperty("items").EnumerateArray().Reverse();
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
