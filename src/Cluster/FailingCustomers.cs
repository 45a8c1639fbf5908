using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>
/// Customers that fail for a reason of their own, which trying again does not change. Whoever brings transactions tries them again for
/// so long and then gives them up, so that they keep nobody else waiting for ever; until one of their transactions is taken, later
/// ones do without the wait. Only <see cref="MostGivenUp"/> are given up at a time: where more fail it is the program or the store
/// that fails, everything waits until that is mended, and nothing becomes a dead letter for it. Any thread.
/// </summary>
/// <param name="patience">How long a customer is tried again before it is given up.</param>
/// <param name="time">For the patience.</param>
/// <param name="logger">Hears of customers that fail, and of those that are given up.</param>
public sealed partial class FailingCustomers(TimeSpan patience, TimeProvider time, ILogger logger)
{
    /// <summary>Most customers that are given up at a time.</summary>
    public const int MostGivenUp = 100;

    /// <summary>Most customers that are waited for; with one more, all of them are waited for anew.</summary>
    private const int MostWaitedFor = 10_000;

    /// <summary>Longer than a batch that fails waits until it is tried again.</summary>
    private static readonly TimeSpan ProblemLifetime = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _failingSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> _givenUp = new(StringComparer.Ordinal);
    private long? _refusedAt;
    private volatile bool _any;

    /// <summary>How long a customer is tried again.</summary>
    public TimeSpan Patience => patience;

    /// <summary>Whether any customer is known to fail.</summary>
    public bool Any => _any;

    /// <summary>Why customers that fail are waited for however long; null where they are not.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _refusedAt is { } at && time.GetElapsedTime(at) < ProblemLifetime
                    ? $"More than {MostGivenUp} customers fail for reasons that look like their own, so it is the program or the store that fails: their transactions wait, and what comes after them. The log names the reasons"
                    : null;
            }
        }
    }

    /// <summary>Whether to go on without a customer that failed.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="failure">Why it failed now.</param>
    public bool IsGivenUp(string customerId, ServiceUnavailableException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (!failure.IsPermanent)
            return false;
        lock (_gate)
        {
            if (_givenUp.Contains(customerId))
                return true;
            if (!_failingSince.TryGetValue(customerId, out var since))
            {
                if (_failingSince.Count >= MostWaitedFor)
                    _failingSince.Clear();
                _failingSince.Add(customerId, since = time.GetTimestamp());
                _any = true;

                // Where many fail, the first ones tell why.
                if (_failingSince.Count <= MostGivenUp)
                    LogFails(logger, customerId, patience.TotalSeconds, failure);
            }

            if (time.GetElapsedTime(since) < patience)
                return false;
            if (_givenUp.Count >= MostGivenUp)
            {
                _refusedAt = time.GetTimestamp();
                return false;
            }

            _givenUp.Add(customerId);
            _failingSince.Remove(customerId);
        }

        ClusterMetrics.GivenUp();
        LogGivenUp(logger, customerId, patience.TotalSeconds, failure);
        return true;
    }

    /// <summary>Transactions of a customer were taken.</summary>
    public void Taken(string customerId)
    {
        if (!Any)
            return;
        lock (_gate)
        {
            _failingSince.Remove(customerId);
            _givenUp.Remove(customerId);
            _any = _failingSince.Count + _givenUp.Count > 0;
        }
    }

    [LoggerMessage(4009, LogLevel.Warning, "Customer {CustomerId} fails for a reason of its own; it is tried again for {Seconds} s.")]
    private static partial void LogFails(ILogger logger, string customerId, double seconds, Exception e);

    [LoggerMessage(4008, LogLevel.Error, "Customer {CustomerId} failed for a reason of its own for {Seconds} s; its transactions become dead letters until one of them is taken.")]
    private static partial void LogGivenUp(ILogger logger, string customerId, double seconds, Exception e);
}
