namespace PreDelinquency.Engine.Internal;

/// <summary>Bounds what is on its way: whoever brings more waits, first come first served.</summary>
internal sealed class CapacityGate(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<(int Count, TaskCompletionSource Source)> _waiting = [];
    private Exception? _closed;
    private int _used;

    public int Used => Volatile.Read(ref _used);

    /// <summary>Takes room for a number of transactions, at most the capacity.</summary>
    /// <exception cref="ServiceUnavailableException">Everybody who waits was turned away, or the gate is closed.</exception>
    public async ValueTask EnterAsync(int count, CancellationToken cancellationToken)
    {
        TaskCompletionSource source;
        lock (_lock)
        {
            if (_closed is not null)
                throw _closed;
            if (_waiting.Count == 0 && _used + count <= capacity)
            {
                _used += count;
                return;
            }

            source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((count, source));
        }

        await using (cancellationToken.Register(() => source.TrySetCanceled(cancellationToken)).ConfigureAwait(false))
            await source.Task.ConfigureAwait(false);
    }

    public void Release(int count)
    {
        lock (_lock)
        {
            _used -= count;
            while (_waiting.TryPeek(out var next) && (_used + next.Count <= capacity || next.Source.Task.IsCompleted))
            {
                _waiting.Dequeue();
                if (next.Source.TrySetResult())
                    _used += next.Count;
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
}
