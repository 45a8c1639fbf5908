using System.Text.Json;
using Confluent.Kafka;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Kafka;

namespace PreDelinquency.Grains.Benchmarks.Kafka;

/// <summary>Brokers in this process that speak the real protocol over TCP, as the client library has them for its own tests, and a client that writes to them.</summary>
internal sealed class MockBrokers : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IProducer<string, byte[]> _producer;

    public MockBrokers()
    {
        var config = new ProducerConfig { LingerMs = 20, CompressionType = CompressionType.Lz4, QueueBufferingMaxMessages = 1_000_000, Partitioner = Partitioner.Murmur2Random };
        config.Set("test.mock.num.brokers", "3");
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        Servers = string.Join(',', admin.GetMetadata(Patience).Brokers.Select(broker => $"{broker.Host}:{broker.Port}"));
    }

    /// <summary>Like <c>127.0.0.1:1234,127.0.0.1:1235</c>.</summary>
    public string Servers { get; }

    /// <summary>Writes transactions in order; each is there when this completes.</summary>
    public Task WriteAsync(IEnumerable<Transaction> transactions) =>
        Task.WhenAll(transactions.Select(t => _producer.ProduceAsync(Topics.Transactions, new Message<string, byte[]> { Key = t.CustomerId, Value = Written(t) })));

    public void Dispose() => _producer.Dispose();

    private static byte[] Written(Transaction transaction)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            TransactionJson.Write(writer, transaction);
        return stream.ToArray();
    }
}
