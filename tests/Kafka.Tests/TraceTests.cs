using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Traces go through Kafka by W3C's header, in and out.</summary>
public sealed class TraceTests : MockedKafkaTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Sender = "00f067aa0ba902b7";
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateFromString(TraceId);

    [Fact]
    public async Task A_record_is_followed_to_its_customer_and_out_with_what_follows_from_it()
    {
        using var spans = new RecordedSpans();
        await Topic.WriteAsync(Topics.Transactions, Feed.Of(Life), $"00-{TraceId}-{Sender}-01");
        await using (Read())
        {
            await AllTakenAsync();
            await AllCommittedAsync();
        }

        var trace = spans.Of(Trace);
        var process = trace.Where(s => s.OperationName == "process transactions-stream").ToDictionary(s => s.SpanId);
        Assert.NotEmpty(process);
        Assert.All(process.Values, span =>
        {
            Assert.Equal((ActivityKind.Consumer, Sender), (span.Kind, span.ParentSpanId.ToHexString()));
            Assert.Equal(["kafka", "process", "process", "transactions-stream", "predelinquency"], new[] { "messaging.system", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name", "messaging.consumer.group.name" }.Select(name => span.GetTagItem(name)));
        });
        Assert.Equal(Life.Count, process.Values.Sum(span => (int)span.GetTagItem("messaging.batch.message_count")!));
        var ingests = trace.Where(s => s.OperationName == "ingest").ToList();
        Assert.Equal(process.Keys.Order(Comparer), ingests.Select(s => s.ParentSpanId).Order(Comparer));
        var customers = trace.Where(s => s.OperationName == "customer ingest").ToDictionary(s => s.SpanId);
        Assert.All(customers.Values, span => Assert.Contains(ingests, ingest => ingest.SpanId == span.ParentSpanId));

        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        var relay = new OutboxRelay(Store, writer, new PlainDocuments());
        var (interventions, scores) = (await relay.RelayInterventionsAsync(Stop), await relay.RelayScoresAsync(Stop));
        IsSent(Topics.Interventions, interventions);
        IsSent(Topics.Predictions, scores);

        void IsSent(string topic, int count)
        {
            var sends = spans.Of(Trace).Where(s => s.OperationName == $"send {topic}").ToList();
            Assert.Equal(count, sends.Count);
            Assert.All(sends, span =>
            {
                Assert.Equal(ActivityKind.Producer, span.Kind);
                Assert.Contains(span.ParentSpanId, customers.Keys);
                Assert.Equal(["kafka", "send", "send", topic], new[] { "messaging.system", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name" }.Select(name => span.GetTagItem(name)));
            });
            Assert.Equal(
                sends.Select(span => $"00-{TraceId}-{span.SpanId}-01").Order(StringComparer.Ordinal),
                Topic.Read(topic, MockKafka.Partitions, count).Select(m => Assert.Single(TraceParents(m.Message))).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_trace_goes_on_behind_a_process_that_keeps_no_spans()
    {
        await Cluster.Front.IngestAsync(Life, Stop);
        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        await writer.SendAsync(Topics.Interventions, [new(new() { Value = [1] }, new ActivityContext(Trace, ActivitySpanId.CreateFromString(Sender), ActivityTraceFlags.Recorded, "vendor=1"))], Stop);

        var sent = Assert.Single(Topic.Read(Topics.Interventions, MockKafka.Partitions, 1)).Message;

        Assert.Equal($"00-{TraceId}-{Sender}-01", Assert.Single(TraceParents(sent)));
        Assert.Equal("vendor=1", Encoding.ASCII.GetString(sent.Headers.GetLastBytes("tracestate")));
    }

    [Fact]
    public async Task What_its_sender_does_not_trace_is_in_no_trace_and_says_nothing_about_one()
    {
        using var spans = new RecordedSpans();
        await Topic.WriteAsync(Topics.Transactions, Feed.Of(Life), $"00-{TraceId}-{Sender}-00");
        await using (Read())
            await AllTakenAsync();
        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);

        var count = await new OutboxRelay(Store, writer, new PlainDocuments()).RelayInterventionsAsync(Stop);

        Assert.DoesNotContain(spans.Of(Trace), span => span.Recorded);
        Assert.All(Topic.Read(Topics.Interventions, MockKafka.Partitions, count), m => Assert.Empty(TraceParents(m.Message)));
    }

    [Fact]
    public async Task A_dead_letter_goes_on_in_the_trace_of_its_message()
    {
        using var spans = new RecordedSpans();
        await Topic.WriteAsync(Topics.Transactions, [("somebody", "no transaction"u8.ToArray())], $"00-{TraceId}-{Sender}-01");
        await using var reading = Read();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;

        await Eventually.HoldsAsync(() => spans.Of(Trace).Any(s => s.OperationName == "process transactions-stream"));
        var process = spans.Of(Trace).Single(s => s.OperationName == "process transactions-stream");
        var send = spans.Of(Trace).Single(s => s.OperationName == "send transactions-dead-letter");
        Assert.Equal(process.SpanId, send.ParentSpanId);
        Assert.Equal($"00-{TraceId}-{send.SpanId}-01", Assert.Single(TraceParents(sent)));
    }

    private static Comparer<ActivitySpanId> Comparer => Comparer<ActivitySpanId>.Create((a, b) => string.CompareOrdinal(a.ToHexString(), b.ToHexString()));

    private static IEnumerable<string> TraceParents(Message<string, byte[]> message) =>
        (message.Headers ?? []).Where(header => header.Key == "traceparent").Select(header => Encoding.ASCII.GetString(header.GetValueBytes()));
}
