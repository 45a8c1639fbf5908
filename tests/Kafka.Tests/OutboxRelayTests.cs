using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Kafka.Tests;

public sealed class OutboxRelayTests : MockedKafkaTests, IAsyncLifetime
{
    private const short MessageTooLarge = 10;
    private const short ClusterAuthorizationFailed = 31;

    private readonly PlainDocuments _documents = new();
    private readonly KafkaWriter _writer;
    private readonly OutboxRelay _relay;

    public OutboxRelayTests()
    {
        _writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        _relay = new OutboxRelay(Store, _writer, _documents);
    }

    public async ValueTask InitializeAsync() => await Cluster.Front.IngestAsync(Life, Stop);

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_intervention_arrives_once_in_order_of_its_customer_and_with_its_id()
    {
        var stored = await Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        Assert.NotEmpty(stored);

        Assert.Equal(stored.Count, await _relay.RelayInterventionsAsync(Stop));
        Assert.Equal(0, await _relay.RelayInterventionsAsync(Stop));

        var sent = Topic.Read(Topics.Interventions, MockKafka.Partitions, stored.Count);
        IsEach(stored, i => (i.Intervention.CustomerId, i.Intervention.InterventionId, _documents.Write(i)), sent);
        Assert.Equal(stored.Count, Topic.EndsOf(Topics.Interventions, MockKafka.Partitions).Sum());
        Assert.Equal(new ScoreCursor(0, stored[^1].Sequence), await Store.ReadCursorAsync(Topics.Interventions, Stop));
    }

    [Fact]
    public async Task Every_score_arrives_once_in_order_of_its_customer_and_with_its_id()
    {
        var stored = await Store.ReadScoresAfterAsync(ScoreCursor.Start, int.MaxValue, Stop);
        var relayed = 0;

        while (await _relay.RelayScoresAsync(Stop) is > 0 and var count)
            relayed += count;

        Assert.Equal(stored.Count, relayed);
        var sent = Topic.Read(Topics.Predictions, MockKafka.Partitions, stored.Count);
        IsEach(stored, s => (s.CustomerId, string.Create(CultureInfo.InvariantCulture, $"{s.Place.Commit}-{s.Place.Number}"), _documents.Write(s)), sent);
        Assert.Equal(stored.Count, Topic.EndsOf(Topics.Predictions, MockKafka.Partitions).Sum());
    }

    [Fact]
    public async Task What_a_loaded_history_left_one_customer_after_another_goes_out_many_customers_at_a_time()
    {
        await _relay.RelayScoresAsync(Stop);
        var point = new ScorePoint(Life[^1].Timestamp, 0.25, RiskLevel.Medium);
        for (var customer = 0; customer < 20; customer++)
        {
            var commit = new CustomerCommit { CustomerId = $"loaded-{customer}", AfterVersion = 0, State = new byte[] { 1 } };
            commit.Scores.AddRange(Enumerable.Repeat(point, 150));
            await Store.CommitAsync(commit, Stop);
        }

        Assert.Equal(20 * 150, await _relay.RelayScoresAsync(Stop));

        var stored = await Store.ReadScoresAfterAsync(ScoreCursor.Start, int.MaxValue, Stop);
        IsEach(stored, s => (s.CustomerId, string.Create(CultureInfo.InvariantCulture, $"{s.Place.Commit}-{s.Place.Number}"), _documents.Write(s)), Topic.Read(Topics.Predictions, MockKafka.Partitions, stored.Count));
    }

    [Fact]
    public async Task What_was_sent_but_not_noted_is_sent_again_with_the_same_ids()
    {
        var stored = await Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        Store.Before = call => call.Kind == StoreCallKind.Advance ? throw new StoreException("a cable was pulled") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => _relay.RelayInterventionsAsync(Stop));
        Store.Before = static _ => Task.CompletedTask;

        Assert.Equal(stored.Count, await _relay.RelayInterventionsAsync(Stop));

        var sent = Topic.Read(Topics.Interventions, MockKafka.Partitions, 2 * stored.Count);
        Assert.All(sent.GroupBy(IdOf), same => Assert.Equal(2, same.Count()));
        IsEach(stored, i => (i.Intervention.CustomerId, i.Intervention.InterventionId, _documents.Write(i)), sent.DistinctBy(IdOf));
    }

    [Fact]
    public async Task What_the_brokers_refuse_stays_before_the_cursor_and_is_sent_once_they_take_it()
    {
        Brokers.Refuse(KafkaRequest.Produce, MessageTooLarge, 1000);
        await Assert.ThrowsAnyAsync<KafkaException>(() => _relay.RelayInterventionsAsync(Stop));
        Assert.Equal(ScoreCursor.Start, await Store.ReadCursorAsync(Topics.Interventions, Stop));
        Assert.Contains("too large", _writer.Problem, StringComparison.Ordinal);
        Brokers.Accept(KafkaRequest.Produce);

        Assert.True(await _relay.RelayInterventionsAsync(Stop) > 0);

        Assert.Null(_writer.Problem);
        var stored = await Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        var sent = Topic.Read(Topics.Interventions, MockKafka.Partitions, stored.Count);
        IsEach(stored, i => (i.Intervention.CustomerId, i.Intervention.InterventionId, _documents.Write(i)), sent);
    }

    [Fact]
    public async Task Brokers_that_are_gone_are_waited_for_and_the_cursor_with_them()
    {
        Brokers.GoDown();
        var relaying = _relay.RelayInterventionsAsync(Stop);
        await Eventually.HoldsAsync(() => _writer.Problem is not null);
        Assert.False(relaying.IsCompleted);
        Assert.Equal(ScoreCursor.Start, await Store.ReadCursorAsync(Topics.Interventions, Stop));

        Brokers.ComeBack();

        Assert.Equal((await Store.ReadInterventionsAsync(0, int.MaxValue, Stop)).Count, await relaying);
        Assert.Null(_writer.Problem);
        Assert.NotEqual(ScoreCursor.Start, await Store.ReadCursorAsync(Topics.Interventions, Stop));
    }

    [Fact]
    public async Task Whoever_stops_waits_no_longer_for_brokers_that_are_gone()
    {
        Brokers.GoDown();
        using var stop = new CancellationTokenSource();
        var relaying = _relay.RelayInterventionsAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => relaying);

        Brokers.ComeBack();
    }

    [Fact]
    public async Task A_client_that_gave_up_for_good_is_replaced()
    {
        // One that has its id already asks for none.
        Brokers.Refuse(KafkaRequest.InitProducerId, ClusterAuthorizationFailed, 1);
        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        var relay = new OutboxRelay(Store, writer, _documents);

        // It asks by itself, so that it may have given up, and been replaced, before anything is sent or anybody looks.
        await Eventually.HoldsAsync(async () => await TriedAsync(relay) > 0);
        Assert.Null(writer.Problem);
    }

    [Fact]
    public async Task Behind_a_message_that_the_brokers_refuse_none_of_its_customer_is_sent()
    {
        using var writer = new KafkaWriter(With(("batch.num.messages", "1")), NullLogger<KafkaWriter>.Instance);
        var relay = new OutboxRelay(Store, writer, _documents);
        Brokers.Refuse(KafkaRequest.Produce, MessageTooLarge, 1);
        await Assert.ThrowsAnyAsync<KafkaException>(() => relay.RelayInterventionsAsync(Stop));

        await Eventually.HoldsAsync(async () => await TriedAsync(relay) > 0);

        await ArrivedInOrderAsync();
    }

    [Fact]
    public async Task A_page_that_the_client_has_no_room_for_is_sent_bit_by_bit_and_in_order()
    {
        using var writer = new KafkaWriter(With(("queue.buffering.max.messages", "3")), NullLogger<KafkaWriter>.Instance);
        var relay = new OutboxRelay(Store, writer, _documents);

        var count = await relay.RelayInterventionsAsync(Stop);

        Assert.True(count > 3);
        Assert.Equal(count, Topic.EndsOf(Topics.Interventions, MockKafka.Partitions).Sum());
        await ArrivedInOrderAsync();
    }

    private KafkaOptions With(params (string Name, string Value)[] settings) =>
        Options with { Settings = Options.Settings.Concat(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))).ToDictionary() };

    // A client that gave up is replaced by the next attempt that knows of it.
    private static async Task<int> TriedAsync(OutboxRelay relay)
    {
        try
        {
            return await relay.RelayInterventionsAsync(Stop);
        }
        catch (KafkaException)
        {
            return 0;
        }
    }

    private async Task ArrivedInOrderAsync()
    {
        var stored = await Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        var sent = Topic.Read(Topics.Interventions, MockKafka.Partitions, (int)Topic.EndsOf(Topics.Interventions, MockKafka.Partitions).Sum());
        IsEach(stored, i => (i.Intervention.CustomerId, i.Intervention.InterventionId, _documents.Write(i)), sent.DistinctBy(IdOf));
    }

    private static void IsEach<T>(IEnumerable<T> expected, Func<T, (string Key, string Id, byte[] Document)> message, IEnumerable<ConsumeResult<string, byte[]>> sent)
    {
        var byCustomer = sent.ToLookup(m => m.Message.Key);
        foreach (var customer in expected.Select(message).GroupBy(m => m.Key))
        {
            Assert.Equal(customer.Select(m => m.Id), byCustomer[customer.Key].Select(IdOf));
            Assert.Equal(customer.Select(m => Encoding.UTF8.GetString(m.Document)), byCustomer[customer.Key].Select(m => Encoding.UTF8.GetString(m.Message.Value)));
        }
    }

    private static string IdOf(ConsumeResult<string, byte[]> message) => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes("id"));
}
