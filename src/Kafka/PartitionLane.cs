using System.Threading.Channels;
using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>
/// One partition on its way through this process: what was read waits here, a batch at a time is taken, and the offset behind
/// what is durable rises with it. <see cref="Add"/> and the offsets are the reading thread's.
/// </summary>
internal sealed class PartitionLane : IDisposable
{
    private readonly TopicPartition _partition;
    private readonly Func<MessageBatch, CancellationToken, Task> _take;
    private readonly int _maxBatch;
    private readonly Channel<ConsumeResult<string, byte[]>> _waiting = Channel.CreateUnbounded<ConsumeResult<string, byte[]>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _durable = -1;

    /// <param name="partition">The partition.</param>
    /// <param name="take">Takes a batch; completes once it is durable, and repeats for itself what can be repeated.</param>
    /// <param name="maxBatch">Most messages of a batch.</param>
    public PartitionLane(TopicPartition partition, Func<MessageBatch, CancellationToken, Task> take, int maxBatch)
    {
        (_partition, _take, _maxBatch) = (partition, take, maxBatch);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Messages that wait; those of the batch under way are not among them.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Whether reading is paused for now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>What ended the lane by itself; null while it goes on.</summary>
    public Exception? Fault => _running.Exception?.GetBaseException();

    public void Add(ConsumeResult<string, byte[]> message) => _waiting.Writer.TryWrite(message);

    /// <summary>The offset to commit, where it has risen since the last call.</summary>
    public bool TryTakeOffset(out TopicPartitionOffset offset)
    {
        var durable = Interlocked.Exchange(ref _durable, -1);
        offset = new TopicPartitionOffset(_partition, new Offset(Math.Max(0, durable)));
        return durable >= 0;
    }

    /// <summary>An offset that could not be committed is to be committed the next time, unless a later one is.</summary>
    public void GiveBack(TopicPartitionOffset offset) => Interlocked.CompareExchange(ref _durable, offset.Offset.Value, -1);

    /// <summary>Begins no batch any more, and waits for the one under way.</summary>
    /// <param name="patience">How long; after that the batch is broken off, and what it did counts once when it is sent again.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out _))
        {
        }

        _stop.CancelAfter(patience);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync(_stop.Token))
        {
            var batch = new List<ConsumeResult<string, byte[]>>();
            while (batch.Count < _maxBatch && _waiting.Reader.TryRead(out var message))
                batch.Add(message);
            if (batch.Count == 0)
                continue;
            await _take(new MessageBatch(_partition, batch), _stop.Token);
            Volatile.Write(ref _durable, batch[^1].Offset.Value + 1);
        }
    }
}
