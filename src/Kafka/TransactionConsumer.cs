using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Kafka;

/// <summary>
/// Reads transactions as a member of the silos' consumer group. Partitions go their way side by side; one that waits too long is
/// paused, so memory is bounded; an offset is committed only once the states that contain what lies before it are durable.
/// What is read twice, after a crash or when partitions change hands, counts once.
/// </summary>
public sealed partial class TransactionConsumer : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(1);

    private readonly KafkaOptions _options;
    private readonly TransactionTaker _taker;
    private readonly TimeProvider _time;
    private readonly ILogger<TransactionConsumer> _logger;
    private readonly KafkaMetrics _metrics;
    private readonly ConcurrentDictionary<TopicPartition, PartitionLane> _lanes = new();
    private volatile string? _problem;
    private volatile string? _commitProblem;
    private long _commitFailures;
    private long _lag;

    /// <param name="options">The brokers and the bounds.</param>
    /// <param name="front">Where transactions enter.</param>
    /// <param name="store">Keeps dead letters.</param>
    /// <param name="clock">The bound of the future.</param>
    /// <param name="portfolio">Knows how far the stream is, where it runs on its own time.</param>
    /// <param name="writer">Sends dead letters on.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="logger">For what goes wrong; never a message's content.</param>
    public TransactionConsumer(KafkaOptions options, IngestFront front, IClusterStore store, ClusterClock clock, PortfolioView portfolio, KafkaWriter writer, TimeProvider time, ILogger<TransactionConsumer> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _time, _logger) = (options, time, logger);
        _taker = new TransactionTaker(front, store, clock, portfolio, writer, options, time, logger);
        _metrics = new KafkaMetrics(() => Waiting, () => Partitions, () => Lag, () => Uncommitted, () => CommitFailures, () => Problem is null);
    }

    /// <summary>Why reading does not go on now; null where it does.</summary>
    public string? Problem => _problem ?? CommitProblem ?? _taker.Problem;

    /// <summary>Partitions that this process reads now.</summary>
    public int Partitions => _lanes.Count;

    /// <summary>Messages of those partitions that were not read yet, as of a second ago.</summary>
    public long Lag => Volatile.Read(ref _lag);

    /// <summary>Messages that were read and wait; at most <see cref="KafkaOptions.MaxWaiting"/> for each partition.</summary>
    public int Waiting => _lanes.Values.Sum(lane => lane.Waiting);

    /// <summary>Bytes of those messages and of those under way; for each partition less than <see cref="KafkaOptions.MaxWaitingBytes"/> and one message.</summary>
    public long Bytes => _lanes.Values.Sum(lane => lane.Bytes);

    /// <summary>Messages that were read and whose offsets are not committed yet.</summary>
    public long Uncommitted => _lanes.Values.Sum(lane => lane.Uncommitted);

    /// <summary>Messages of those partitions that are not read and durable yet; null where no broker answers, as nobody knows how many came since.</summary>
    public long? Left => _problem is null ? Lag + Uncommitted : null;

    /// <summary>Commits of offsets that failed.</summary>
    public long CommitFailures => Interlocked.Read(ref _commitFailures);

    // To read goes on without commits, but nobody would notice until a restart reads everything again.
    private string? CommitProblem => _commitProblem is { } problem && Uncommitted > 0 ? $"offsets are not committed: {problem}" : null;

    /// <summary>Reads until it is stopped; what is under way then is finished first.</summary>
    /// <exception cref="KafkaException">The client library gives up for good.</exception>
    public Task RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _metrics.Dispose();

    private void Run(CancellationToken stop)
    {
        using var consumer = ClientSettings.Build(_options, options => new ConsumerBuilder<byte[]?, byte[]?>(ClientSettings.Consumer(options))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((c, partitions) => Revoked(c, partitions, isLost: false))
            .SetPartitionsLostHandler((c, partitions) => Revoked(c, partitions, isLost: true))
            .SetOffsetsCommittedHandler((_, committed) => Committed(committed))
            .SetErrorHandler((_, error) => Failed(error))
            .SetLogHandler((_, message) => ClientLog.Write(_logger, message))
            .Build());
        consumer.Subscribe(Topics.Transactions);
        var looked = _time.GetTimestamp();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Read(consumer);
                Steer(consumer);
                if (_time.GetElapsedTime(looked) < LookInterval)
                    continue;
                Volatile.Write(ref _lag, LagOf(consumer));
                LookAgain(consumer);
                looked = _time.GetTimestamp();
            }
        }
        finally
        {
            End(consumer);
        }
    }

    // To take leave of brokers that are gone would wait for them, longer than whoever stops this process does.
    private void End(IConsumer<byte[]?, byte[]?> consumer)
    {
        LookAgain(consumer);
        if (_problem is null)
            consumer.Close();
        else
            Revoked(consumer, [.. _lanes.Keys.Select(partition => new TopicPartitionOffset(partition, Offset.Unset))], isLost: true);
    }

    private void Read(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            // As much as there is, up to a bound, before anything else is looked after.
            for (var read = 0; read < _options.MaxBatch; read++)
            {
                if (consumer.Consume(read == 0 ? Poll : TimeSpan.Zero) is not { Message: not null } message)
                    return;
                _problem = null;
                _metrics.Read();
                if (!_lanes.TryGetValue(message.TopicPartition, out var lane))
                    continue;
                lane.Add(message);
                if (IsFull(lane))
                    return;
            }
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            Failed(e.Error);
        }
    }

    // What a lane holds is bounded by pausing its partition; what the client library has read ahead of it is read again later.
    private void Steer(IConsumer<byte[]?, byte[]?> consumer)
    {
        foreach (var (partition, lane) in _lanes)
        {
            if (lane.Fault is { } fault)
                throw new KafkaException(new Error(ErrorCode.Local_Application, $"{partition}: {fault.Message}"), fault);
            if (lane.TryTakeOffset(out var offset))
                consumer.StoreOffset(offset);
            if (!lane.IsPaused && IsFull(lane))
            {
                consumer.Pause([partition]);
                lane.IsPaused = true;
                LogPaused(_logger, partition.Topic, partition.Partition.Value, lane.Waiting);
            }
            else if (lane.IsPaused && lane.Waiting <= _options.MaxWaiting / 2 && lane.Bytes <= _options.MaxWaitingBytes / 2)
            {
                consumer.Resume([partition]);
                lane.IsPaused = false;
            }
        }
    }

    private bool IsFull(PartitionLane lane) => lane.Waiting >= _options.MaxWaiting || lane.Bytes >= _options.MaxWaitingBytes;

    private async Task TakeAsync(MessageBatch batch, CancellationToken stop) => _metrics.Refused(await _taker.TakeAsync(batch, stop));

    // A partition that was paused when it was given away is still so when it comes back.
    private void Assigned(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _lanes[partition] = new PartitionLane(partition, TakeAsync, _options.MaxBatch, _options.MaxWaitingBytes / 4) { IsPaused = true };
        LogAssigned(_logger, partitions.Count, _lanes.Count);
    }

    private void Revoked(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartitionOffset> partitions, bool isLost)
    {
        var lanes = new List<PartitionLane>();
        foreach (var partition in partitions)
        {
            if (_lanes.TryRemove(partition.TopicPartition, out var lane))
                lanes.Add(lane);
        }

        // Called on the thread that reads, which has nothing else to do meanwhile.
        Task.WhenAll(lanes.Select(lane => lane.StopAsync(_options.RevokePatience))).GetAwaiter().GetResult();
        foreach (var lane in lanes)
        {
            // Committed when this returns, before anybody else reads the partition.
            if (!isLost && lane.TryTakeOffset(out var offset))
                consumer.StoreOffset(offset);
            lane.Dispose();
        }

        LogRevoked(_logger, lanes.Count, _lanes.Count);
    }

    private void Committed(CommittedOffsets committed)
    {
        // The list names every partition; those with nothing new to commit have no offset in it.
        foreach (var offset in committed.Offsets.Where(offset => !committed.Error.IsError && !offset.Error.IsError && !offset.Offset.IsSpecial))
        {
            if (_lanes.TryGetValue(offset.TopicPartition, out var lane))
                lane.Committed(offset.Offset);
        }

        // They are stored still, and go with the next ones; after a restart they are read again, and known then.
        var error = committed.Error.IsError ? committed.Error : committed.Offsets.Select(offset => offset.Error).FirstOrDefault(e => e.IsError);
        if (error?.Code == ErrorCode.Local_NoOffset)
            return;
        _commitProblem = error?.Reason;
        if (error is null)
            return;
        Interlocked.Increment(ref _commitFailures);
        LogFailed(_logger, error.Code, error.Reason);
    }

    // Nobody tells that a broker is back, if there is nothing to read.
    private void LookAgain(IConsumer<byte[]?, byte[]?> consumer)
    {
        if (_problem is null)
            return;
        try
        {
            using var client = new DependentAdminClientBuilder(consumer.Handle).Build();
            if (client.GetMetadata(Topics.Transactions, LookPatience).Topics.All(topic => !topic.Error.IsError))
                _problem = null;
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            _problem = e.Error.Reason;
        }
    }

    private long LagOf(IConsumer<byte[]?, byte[]?> consumer)
    {
        var lag = 0L;
        foreach (var partition in consumer.Assignment)
        {
            var (end, position) = (EndOf(consumer, partition), consumer.Position(partition));
            if (end != Offset.Unset && position != Offset.Unset)
                lag += Math.Max(0, end.Value - position.Value);
        }

        return lag;
    }

    // The client hears of a partition's end with what it fetches, and fetches nothing of one that is paused.
    private Offset EndOf(IConsumer<byte[]?, byte[]?> consumer, TopicPartition partition)
    {
        if (_problem is null && _lanes.TryGetValue(partition, out var lane) && lane.IsPaused)
        {
            try
            {
                return consumer.QueryWatermarkOffsets(partition, LookPatience).High;
            }
            catch (KafkaException e) when (!e.Error.IsFatal)
            {
                Failed(e.Error);
            }
        }

        return consumer.GetWatermarkOffsets(partition).High;
    }

    private void Failed(Error error)
    {
        _problem = error.Reason;
        LogFailed(_logger, error.Code, error.Reason);
    }

    [LoggerMessage(4002, LogLevel.Information, "Took over {Count} partitions; reads {All} now.")]
    private static partial void LogAssigned(ILogger logger, int count, int all);

    [LoggerMessage(4003, LogLevel.Information, "Gave up {Count} partitions; reads {All} now.")]
    private static partial void LogRevoked(ILogger logger, int count, int all);

    [LoggerMessage(4004, LogLevel.Debug, "Paused {Topic}/{Partition}: {Waiting} messages wait.")]
    private static partial void LogPaused(ILogger logger, string topic, int partition, int waiting);

    [LoggerMessage(4005, LogLevel.Warning, "Kafka, reading: {Code}: {Reason}")]
    private static partial void LogFailed(ILogger logger, ErrorCode code, string reason);
}
