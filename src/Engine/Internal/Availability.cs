namespace PreDelinquency.Engine.Internal;

/// <summary>Knows whether the engine can do its work, and tells those who wait when it cannot.</summary>
internal sealed class Availability(TimeProvider time, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly HashSet<IWaiter> _writers = [];
    private readonly HashSet<IWaiter> _askers = [];
    private Exception? _fatal;
    private string? _storeError;
    private long _storeFailedAt;

    /// <summary>Why the store does not work now, or null.</summary>
    public string? StoreError => Volatile.Read(ref _storeError);

    /// <summary>What stopped the engine for good, or null.</summary>
    public Exception? FatalError => Volatile.Read(ref _fatal);

    /// <summary>Whether writes are turned away now.</summary>
    public bool IsTurningAway
    {
        get
        {
            lock (_lock)
                return Refusal(writes: true) is not null;
        }
    }

    /// <exception cref="ServiceUnavailableException">The engine stopped, or the store has failed for longer than callers wait.</exception>
    public void Enter(IWaiter waiter, bool writes)
    {
        lock (_lock)
        {
            if (Refusal(writes) is { } refusal)
                throw refusal;
            (writes ? _writers : _askers).Add(waiter);
        }
    }

    public void Leave(IWaiter waiter)
    {
        lock (_lock)
        {
            if (!_writers.Remove(waiter))
                _askers.Remove(waiter);
        }
    }

    /// <returns>Whether callers were turned away.</returns>
    public bool StoreFailed(Exception error)
    {
        lock (_lock)
        {
            if (_storeError is null)
                _storeFailedAt = time.GetTimestamp();
            _storeError = error.Message;
            if (Refusal(writes: true) is not { } refusal)
                return false;
            FailAll(_writers, refusal);
            return true;
        }
    }

    public void StoreWorks()
    {
        if (StoreError is null)
            return;
        lock (_lock)
            _storeError = null;
    }

    /// <summary>The engine stops for good; the first cause counts.</summary>
    public void Stop(Exception cause)
    {
        lock (_lock)
        {
            _fatal ??= cause;
            FailAll(_writers, Refusal(writes: true)!);
            FailAll(_askers, Refusal(writes: false)!);
        }
    }

    private ServiceUnavailableException? Refusal(bool writes) =>
        _fatal is not null ? new ServiceUnavailableException($"The engine has stopped: {_fatal.Message}", _fatal)
        : writes && _storeError is not null && time.GetElapsedTime(_storeFailedAt) >= patience
            ? new ServiceUnavailableException($"The store does not take commits now: {_storeError}")
            : null;

    private static void FailAll(HashSet<IWaiter> waiters, Exception exception)
    {
        foreach (var waiter in waiters)
            waiter.Fail(exception);
        waiters.Clear();
    }
}
