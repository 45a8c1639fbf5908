using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// Customers whom rounds go on without, so that they keep nobody else waiting: those of whom something is damaged, at once; and those who fail
/// as nobody foresaw, after <see cref="Patience"/>. Of the latter only <see cref="MostUnforeseen"/> at a time: where more fail it is the program
/// that does, and contacts wait until it is mended. Any thread.
/// </summary>
/// <param name="time">For the patience.</param>
internal sealed class FailingContacts(TimeProvider time)
{
    /// <summary>How long everything waits for somebody who fails as nobody foresaw.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Most customers at a time who fail by themselves as nobody foresaw.</summary>
    public const int MostUnforeseen = 10;

    /// <summary>Who did not fail for so long is no longer known to.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Since, long Latest, bool IsPassedOver)> _unforeseen = new(StringComparer.Ordinal);

    /// <summary>Whether something of one customer is damaged for good.</summary>
    public static bool IsDamage(Exception e) =>
        e is ServiceUnavailableException { IsPermanent: true, CustomerId: not null } or StoreException { IsPermanent: true, CustomerId: not null };

    /// <summary>Whether to go on without a customer who failed.</summary>
    /// <param name="customerId">Who.</param>
    /// <param name="e">How.</param>
    /// <param name="isNews">Whether this is the first time that it is gone on without.</param>
    public bool MayGoOnWithout(string customerId, Exception e, out bool isNews)
    {
        lock (_gate)
        {
            if (IsDamage(e))
            {
                isNews = _damaged.Add(customerId);
                return true;
            }

            isNews = false;
            return IsUnforeseen(e) && MayPassOver(customerId, out isNews);
        }
    }

    /// <summary>A customer did not fail.</summary>
    public void Works(string customerId)
    {
        lock (_gate)
        {
            _damaged.Remove(customerId);
            _unforeseen.Remove(customerId);
        }
    }

    private bool MayPassOver(string customerId, out bool isNews)
    {
        var now = time.GetTimestamp();
        foreach (var (forgotten, _) in _unforeseen.Where(one => time.GetElapsedTime(one.Value.Latest, now) > Memory).ToList())
            _unforeseen.Remove(forgotten);
        var (since, _, wasPassedOver) = _unforeseen.GetValueOrDefault(customerId, (now, now, false));
        var isPassedOver = wasPassedOver || (time.GetElapsedTime(since, now) >= Patience && _unforeseen.Values.Count(one => one.IsPassedOver) < MostUnforeseen);
        _unforeseen[customerId] = (since, now, isPassedOver);
        isNews = isPassedOver && !wasPassedOver;
        return isPassedOver;
    }

    // Neither the store's nor the engine's, nor too much at a time, nor an end.
    private static bool IsUnforeseen(Exception e) =>
        e is not (ServiceUnavailableException or StoreException or LedgerConflictException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException);
}
