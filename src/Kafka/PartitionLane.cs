using System.Threading.Channels;
using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>
/// One partition on its way through this process: what was read waits here, a batch at a time is taken, and the offset behind
/// what is durable rises with it. All members are the reading thread's, but for <see cref="Waiting"/>, <see cref="Bytes"/> and <see cref="Uncommitted"/>.
/// </summary>
internal sealed class PartitionLane : IDisposable
{
    private readonly TopicPartition _partition;
    private readonly Func<MessageBatch, CancellationToken, Task> _take;
    private readonly int _maxBatch;
    private readonly long _maxBatchBytes;
    private readonly Channel<ConsumeResult<byte[]?, byte[]?>> _waiting = Channel.CreateUnbounded<ConsumeResult<byte[]?, byte[]?>>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _durable = -1;
    private long _bytes;
    private long _read = -1;
    private long _committed = -1;
    private volatile bool _isEnding;

    /// <param name="partition">The partition.</param>
    /// <param name="take">Takes a batch; completes once it is durable, and repeats for itself what can be repeated.</param>
    /// <param name="maxBatch">Most messages of a batch.</param>
    /// <param name="maxBatchBytes">A batch that holds as many bytes takes no further message.</param>
    public PartitionLane(TopicPartition partition, Func<MessageBatch, CancellationToken, Task> take, int maxBatch, long maxBatchBytes)
    {
        (_partition, _take, _maxBatch, _maxBatchBytes) = (partition, take, maxBatch, maxBatchBytes);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Messages that wait; those of the batch under way are not among them.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Bytes of keys and values of those that wait or are under way: what is held of the partition.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Messages that were read and whose offsets are not committed yet.</summary>
    public long Uncommitted => Math.Max(0, Interlocked.Read(ref _read) - Interlocked.Read(ref _committed));

    /// <summary>Whether reading is paused for now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>What ended the lane by itself; null while it goes on.</summary>
    public Exception? Fault => _running.Exception?.GetBaseException();

    public void Add(ConsumeResult<byte[]?, byte[]?> message)
    {
        // Where reading begins is what the group has committed.
        if (_committed < 0)
            Interlocked.Exchange(ref _committed, message.Offset.Value);
        Interlocked.Exchange(ref _read, message.Offset.Value + 1);
        Interlocked.Add(ref _bytes, BytesOf(message));
        _waiting.Writer.TryWrite(message);
    }

    /// <summary>The group has committed an offset.</summary>
    public void Committed(Offset offset) => Interlocked.Exchange(ref _committed, offset.Value);

    /// <summary>The offset to commit, where it has risen since the last call.</summary>
    public bool TryTakeOffset(out TopicPartitionOffset offset)
    {
        var durable = Interlocked.Exchange(ref _durable, -1);
        offset = new TopicPartitionOffset(_partition, new Offset(Math.Max(0, durable)));
        return durable >= 0;
    }

    /// <summary>Begins no batch any more, and waits for the one under way.</summary>
    /// <param name="patience">How long; after that the batch is broken off, and whatever it still does counts once when it is sent again.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        _isEnding = true;
        _waiting.Writer.TryComplete();
        await _running.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _stop.Dispose();

    private static long BytesOf(ConsumeResult<byte[]?, byte[]?> message) => (message.Message.Key?.Length ?? 0) + (long)(message.Message.Value?.Length ?? 0);

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync(_stop.Token) && !_isEnding)
        {
            var (batch, bytes) = (new List<ConsumeResult<byte[]?, byte[]?>>(), 0L);
            while (batch.Count < _maxBatch && bytes < _maxBatchBytes && _waiting.Reader.TryRead(out var message))
            {
                bytes += BytesOf(message);
                batch.Add(message);
            }

            await _take(new MessageBatch(_partition, batch), _stop.Token);
            Interlocked.Add(ref _bytes, -bytes);
            Volatile.Write(ref _durable, batch[^1].Offset.Value + 1);
        }
    }
}
