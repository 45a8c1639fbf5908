using System.Text.Json;
using Confluent.Kafka;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Kafka;

namespace PreDelinquency.Grains.Benchmarks.Kafka;

/// <summary>Brokers in this process that speak the real protocol over TCP, as the client library has them for its own tests, and a client that writes to them.</summary>
internal sealed class MockBrokers : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int StatisticsMs = 100;
    private readonly IProducer<string, byte[]> _producer;
    private volatile Statistics _statistics = new(0, 0);

    public MockBrokers()
    {
        var config = new ProducerConfig { LingerMs = 20, CompressionType = CompressionType.Lz4, QueueBufferingMaxMessages = 1_000_000, Partitioner = Partitioner.Murmur2Random, StatisticsIntervalMs = StatisticsMs };
        config.Set("test.mock.num.brokers", "3");
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler(static (_, _) => { }).SetStatisticsHandler((_, json) => Count(json)).Build();
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        Servers = string.Join(',', admin.GetMetadata(Patience).Brokers.Select(broker => $"{broker.Host}:{broker.Port}"));
    }

    /// <summary>Like <c>127.0.0.1:1234,127.0.0.1:1235</c>.</summary>
    public string Servers { get; }

    /// <summary>Writes transactions in order; each is there when this completes.</summary>
    public Task WriteAsync(IEnumerable<Transaction> transactions) =>
        Task.WhenAll(transactions.Select(t => _producer.ProduceAsync(Topics.Transactions, new Message<string, byte[]> { Key = t.CustomerId, Value = Written(t) })));

    /// <summary>Bytes that the client has sent to the brokers, compressed, with what the protocol adds.</summary>
    public async Task<long> SentBytesAsync()
    {
        // The second from now: the first may have been counted before what was just written.
        for (var wanted = _statistics.Count + 2; _statistics.Count < wanted; await Task.Delay(StatisticsMs))
        {
        }

        return _statistics.SentBytes;
    }

    public void Dispose() => _producer.Dispose();

    private void Count(string statistics)
    {
        using var json = JsonDocument.Parse(statistics);
        _statistics = new Statistics(_statistics.Count + 1, json.RootElement.GetProperty("brokers").EnumerateObject().Sum(broker => broker.Value.GetProperty("txbytes").GetInt64()));
    }

    private static byte[] Written(Transaction transaction)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, transaction);
        return stream.ToArray();
    }

    private sealed record Statistics(int Count, long SentBytes);
}
