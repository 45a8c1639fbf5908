using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>
/// Groups the commits that are under way together: a few writers, each with a connection and a thread, take what waits. A writer
/// connects when there is something to write for the first time.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private readonly Channel<PendingCommit> _waiting;
    private readonly CommitMetrics _metrics;
    private readonly string _store;
    private readonly Task _ended;

    public GroupCommitter(DatabaseAddress address, PostgresFailure failure, PostgresClusterStoreOptions options, ILogger logger)
    {
        _store = address.Description;
        _waiting = Channel.CreateBounded<PendingCommit>(new BoundedChannelOptions(options.MostWaiting) { SingleReader = options.Writers == 1 });
        _metrics = new CommitMetrics(() => _waiting.Reader.Count);
        _ended = Task.WhenAll(Enumerable.Range(1, options.Writers).Select(number => Start(new CommitWriter(_waiting.Reader, address, failure, options, _metrics, logger), number)));
    }

    /// <summary>Hands a commit over and waits until it is durable. A caller that goes away takes it back, unless a writer has it already.</summary>
    /// <exception cref="StateConflictException">It does not follow the stored version.</exception>
    /// <exception cref="StoreException">It failed, or may have.</exception>
    public async ValueTask<CommitReceipt> CommitAsync(PendingCommit pending, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreException($"{_store}: the store was closed.", e);
        }

        return await pending.WaitAsync(cancellationToken);
    }

    /// <summary>Takes nothing more, and ends once what was taken is durable, or failed.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended;
        _metrics.Dispose();
    }

    // A thread, since COPY is written synchronously: the pool's are for those who wait.
    private static Task Start(CommitWriter writer, int number)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            writer.Run();
            ended.SetResult();
        })
        { IsBackground = true, Name = $"cluster commit {number}" }.Start();
        return ended.Task;
    }
}
