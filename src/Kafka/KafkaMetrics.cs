using System.Diagnostics.Metrics;

namespace PreDelinquency.Kafka;

/// <summary>What is measured of reading.</summary>
internal sealed class KafkaMetrics : IDisposable
{
    private readonly Meter _meter = new("PreDelinquency.Kafka");
    private readonly Counter<long> _read;
    private long _lag;

    /// <param name="waiting">Messages that were read and wait.</param>
    public KafkaMetrics(Func<long> waiting)
    {
        _read = _meter.CreateCounter<long>("predelinquency.kafka.messages", "{message}", "Messages read.");
        _meter.CreateObservableGauge("predelinquency.kafka.waiting", waiting, "{message}", "Messages that were read and wait to be taken.");
        _meter.CreateObservableGauge("predelinquency.kafka.lag", () => Volatile.Read(ref _lag), "{message}", "Messages of the assigned partitions that were not read yet.");
    }

    public long Lag
    {
        set => Volatile.Write(ref _lag, value);
    }

    public void Read() => _read.Add(1);

    public void Dispose() => _meter.Dispose();
}
