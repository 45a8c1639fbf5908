using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;

namespace PreDelinquency.Kafka.Tests;

/// <summary>A process that reads transactions into a cluster, until it is stopped.</summary>
internal sealed class Reading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KafkaWriter _writer;
    private readonly Task _running;

    public Reading(LocalCluster cluster, KafkaOptions options)
    {
        _writer = new KafkaWriter(options, NullLogger<KafkaWriter>.Instance);
        Consumer = new TransactionConsumer(options, cluster.Front, cluster.Store, cluster.Clock, cluster.View, _writer, TimeProvider.System, NullLogger<TransactionConsumer>.Instance);
        _running = Consumer.RunAsync(_stop.Token);
    }

    public TransactionConsumer Consumer { get; }

    /// <summary>Ends when reading does.</summary>
    public Task Ended => _running;

    /// <summary>Asks it to stop.</summary>
    /// <returns>Ends with it.</returns>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _running;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            Consumer.Dispose();
            _writer.Dispose();
            _stop.Dispose();
        }
    }
}
