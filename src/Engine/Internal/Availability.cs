namespace PreDelinquency.Engine.Internal;

/// <summary>Knows whether the engine can do its work, and tells those who wait when it cannot.</summary>
internal sealed class Availability(TimeProvider time, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly HashSet<IWaiter> _writers = [];
    private readonly HashSet<IWaiter> _askers = [];
    private readonly Dictionary<object, Failure> _failures = [];
    private Exception? _fatal;
    private string? _storeError;

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

    /// <summary>The store failed somebody who repeats what failed; each has failed until the same one says that it works.</summary>
    /// <returns>Whether callers were turned away.</returns>
    public bool StoreFailed(object user, Exception error)
    {
        lock (_lock)
        {
            var since = _failures.TryGetValue(user, out var failure) ? failure.Since : time.GetTimestamp();
            _failures[user] = new Failure(since, error.Message);
            Volatile.Write(ref _storeError, error.Message);
            if (Refusal(writes: true) is not { } refusal)
                return false;
            FailAll(_writers, refusal);
            return true;
        }
    }

    public void StoreWorks(object user)
    {
        if (StoreError is null)
            return;
        lock (_lock)
        {
            if (_failures.Remove(user))
                Volatile.Write(ref _storeError, _failures.Count == 0 ? null : _failures.Values.First().Message);
        }
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
        _fatal is not null ? new ServiceUnavailableException($"The engine has stopped: {_fatal.Message}", _fatal) { IsPermanent = true }
        : writes && _failures.Values.Any(f => time.GetElapsedTime(f.Since) >= patience)
            ? new ServiceUnavailableException($"The store does not work now: {_storeError}")
            : null;

    private static void FailAll(HashSet<IWaiter> waiters, Exception exception)
    {
        foreach (var waiter in waiters)
            waiter.Fail(exception);
        waiters.Clear();
    }

    /// <param name="Since">Timestamp of the first of the failures in a row.</param>
    /// <param name="Message">Of the latest.</param>
    private readonly record struct Failure(long Since, string Message);
}
