using System.Text;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Gateway.Tests.Observing;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>Processes of two roles send their spans to a receiver that really listens, and each trace is one.</summary>
public sealed class TraceTests(PostgresFixture postgres)
{
    private const string Posted = "0af7651916cd43dd8448eb211c80319c";
    private const string Written = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Sender = "b7ad6b7169203331";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_goes_from_a_request_or_a_record_to_the_customer_and_out_to_the_hub_and_to_Kafka()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        await using var receiver = await OtlpReceiver.StartAsync();
        using var brokers = new MockKafka(KafkaTopics.All);
        var topics = new TestTopics(brokers.Servers);
        string[] options = ["--clock", "event", "--otlp", receiver.Address];
        await using var silo = await SiloProcess.StartAsync(database, "silo", [.. options, "--kafka", brokers.Servers, "--kafka-setting", "group.protocol=consumer"]);
        await using var gateway = await SiloProcess.StartAsync(database, "gateway", options);
        await using var client = await SignalRClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync();

        await new Load(gateway.Address, Lives.OfEight, Lives.OfEight.Count) { TraceParent = $"00-{Posted}-{Sender}-01" }.RunAsync(Stop);

        // Where: gateway → silo → gateway, and out of the silo.
        (string Name, string Service)[] way =
        [
            ("POST /transactions", "predelinquency-cluster-gateway"),
            ("ingest", "predelinquency-cluster-gateway"),
            ("customer ingest", "predelinquency-silo"),
            ("commit", "predelinquency-silo"),
            ("send effects", "predelinquency-silo"),
            ("send intervention", "predelinquency-cluster-gateway"),
            ("send interventions-stream", "predelinquency-silo"),
            ("send predictions-stream", "predelinquency-silo"),
        ];
        await HasAsync(Posted, way);
        var record = topics.Read(KafkaTopics.Interventions, MockKafka.Partitions, 1)[0];
        Assert.StartsWith($"00-{Posted}-", Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("traceparent")), StringComparison.Ordinal);

        var next = Lives.OfEight.GroupBy(t => t.CustomerId).Select(life => life.Last()).Select(t => t with { TransactionId = $"{t.TransactionId}-next" });
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(next), $"00-{Written}-{Sender}-01");
        await HasAsync(Written, [.. new[] { "process transactions-stream", "ingest", "customer ingest", "commit" }.Select(name => (name, "predelinquency-silo"))]);

        async Task HasAsync(string trace, (string, string)[] places)
        {
            try
            {
                await Eventually.HoldsAsync(() => !MissingOf(trace, places).Any());
            }
            catch (OperationCanceledException)
            {
                Assert.Empty(MissingOf(trace, places));
            }
        }

        IEnumerable<(string, string)> MissingOf(string trace, (string, string)[] places) => places.Except(receiver.Spans.Where(s => s.TraceId == trace).Select(s => (s.Name, s.Service)));
    }
}
