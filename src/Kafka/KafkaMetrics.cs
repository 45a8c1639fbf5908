using System.Diagnostics.Metrics;

namespace PreDelinquency.Kafka;

/// <summary>What is measured of reading.</summary>
internal sealed class KafkaMetrics : IDisposable
{
    private readonly Meter _meter = new("PreDelinquency.Kafka");
    private readonly Counter<long> _read;
    private readonly Counter<long> _refused;

    /// <param name="waiting">Messages that were read and wait.</param>
    /// <param name="partitions">Partitions that this process reads.</param>
    /// <param name="lag">Messages of those partitions that were not read yet.</param>
    /// <param name="uncommitted">Messages of those partitions that were read and not committed.</param>
    /// <param name="commitFailures">Commits that failed.</param>
    /// <param name="isReading">Whether reading goes on.</param>
    public KafkaMetrics(Func<long> waiting, Func<int> partitions, Func<long> lag, Func<long> uncommitted, Func<long> commitFailures, Func<bool> isReading)
    {
        _read = _meter.CreateCounter<long>("predelinquency.kafka.messages", "{message}", "Messages read.");
        _refused = _meter.CreateCounter<long>("predelinquency.kafka.dead_letters", "{message}", "Messages that became dead letters.");
        _meter.CreateObservableGauge("predelinquency.kafka.waiting", waiting, "{message}", "Messages that were read and wait to be taken.");
        _meter.CreateObservableGauge("predelinquency.kafka.partitions", partitions, "{partition}", "Partitions that this process reads.");
        _meter.CreateObservableGauge("predelinquency.kafka.reading", () => isReading() ? 1 : 0, "{process}", "1 while this process reads, 0 while it cannot.");
        _meter.CreateObservableGauge("predelinquency.kafka.lag", lag, "{message}", "Messages of the assigned partitions that were not read yet.");
        _meter.CreateObservableGauge("predelinquency.kafka.uncommitted", uncommitted, "{message}", "Messages of the assigned partitions that were read and whose offsets are not committed yet.");
        _meter.CreateObservableCounter("predelinquency.kafka.commit.failures", commitFailures, "{commit}", "Commits of offsets that failed.");
    }

    public void Read() => _read.Add(1);

    public void Refused(int messages) => _refused.Add(messages);

    public void Dispose() => _meter.Dispose();
}
