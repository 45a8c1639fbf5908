using System.Threading.Channels;
using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>
/// One partition on its way through this process: what was read waits here, a batch at a time is taken, and the offset behind
/// what is durable rises with it. All members are the reading thread's, but for <see cref="Waiting"/> and <see cref="WaitingBytes"/>.
/// </summary>
internal sealed class PartitionLane : IDisposable
{
    private readonly TopicPartition _partition;
    private readonly Func<MessageBatch, CancellationToken, Task> _take;
    private readonly int _maxBatch;
    private readonly Channel<ConsumeResult<byte[]?, byte[]?>> _waiting = Channel.CreateUnbounded<ConsumeResult<byte[]?, byte[]?>>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _durable = -1;
    private long _waitingBytes;
    private volatile bool _isEnding;

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

    /// <summary>Bytes of keys and values of those that wait.</summary>
    public long WaitingBytes => Interlocked.Read(ref _waitingBytes);

    /// <summary>Whether reading is paused for now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>What ended the lane by itself; null while it goes on.</summary>
    public Exception? Fault => _running.Exception?.GetBaseException();

    public void Add(ConsumeResult<byte[]?, byte[]?> message)
    {
        Interlocked.Add(ref _waitingBytes, BytesOf(message));
        _waiting.Writer.TryWrite(message);
    }

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
            var batch = new List<ConsumeResult<byte[]?, byte[]?>>();
            while (batch.Count < _maxBatch && _waiting.Reader.TryRead(out var message))
            {
                Interlocked.Add(ref _waitingBytes, -BytesOf(message));
                batch.Add(message);
            }

            await _take(new MessageBatch(_partition, batch), _stop.Token);
            Volatile.Write(ref _durable, batch[^1].Offset.Value + 1);
        }
    }
}
