namespace PreDelinquency.Engine.Hosting;

/// <summary>
/// Bounds what is on its way: whoever brings more waits, first come first served. What is let in goes on its way in that
/// very order, so that nobody overtakes. Safe to use from any thread.
/// </summary>
/// <param name="capacity">Most that may be on its way.</param>
public sealed class CapacityGate(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = [];
    private Exception? _closed;
    private int _used;

    /// <summary>How many are on their way.</summary>
    public int Used => Volatile.Read(ref _used);

    /// <summary>Takes room for a number of transactions, at most the capacity. The place in the queue is taken before this returns.</summary>
    /// <param name="count">How many.</param>
    /// <param name="go">Sends them on their way, briefly; called once there is room, one at a time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ServiceUnavailableException">Everybody who waits was turned away, or the gate is closed.</exception>
    public async ValueTask EnterAsync(int count, Action go, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(go);
        TaskCompletionSource source;
        lock (_lock)
        {
            if (_closed is not null)
                throw _closed;
            if (_waiting.Count == 0 && _used + count <= capacity)
            {
                _used += count;
                go();
                return;
            }

            source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(new Waiting(count, go, source));
        }

        await using (cancellationToken.Register(() => source.TrySetCanceled(cancellationToken)).ConfigureAwait(false))
            await source.Task.ConfigureAwait(false);
    }

    /// <summary>So many have arrived; lets in who waits.</summary>
    public void Release(int count)
    {
        lock (_lock)
        {
            _used -= count;
            while (_waiting.TryPeek(out var next) && (_used + next.Count <= capacity || next.Source.Task.IsCompleted))
            {
                _waiting.Dequeue();
                if (!next.Source.TrySetResult())
                    continue;
                _used += next.Count;
                next.Go();
            }
        }
    }

    /// <summary>Turns away everybody who waits, and from now on everybody who comes; the first reason counts.</summary>
    public void Close(ServiceUnavailableException reason)
    {
        lock (_lock)
        {
            _closed ??= reason;
            Fail(_closed);
        }
    }

    /// <summary>Turns away everybody who waits.</summary>
    public void Fail(Exception exception)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
                next.Source.TrySetException(exception);
        }
    }

    private readonly record struct Waiting(int Count, Action Go, TaskCompletionSource Source);
}
