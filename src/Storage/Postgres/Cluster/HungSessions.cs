using Microsoft.Extensions.Logging;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>
/// Ends sessions of silos that hang in the middle of a transaction: their locks would let everybody wait, for good where the server
/// is in the middle of a COPY, and their silo's death does not close the connection of a process that merely does nothing. Such a session waits
/// for its client, so that nothing was asked to be committed; a silo that goes on finds its connection lost and makes what was in it again.
/// Every process looks after the sessions of all. One caller at a time.
/// </summary>
internal sealed partial class HungSessions(PostgresReaders readers, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Connections whose transactions hold locks that all processes want.</summary>
    public static readonly string[] Holders = [WriterSession.ApplicationName, OutreachName];

    /// <summary>That of outreach's connections.</summary>
    public const string OutreachName = "predelinquency outreach";

    /// <summary>Nothing moved for so long: less than it takes to declare a silo dead, and longer than a collection of garbage.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Whoever has no transaction number has locked nothing. What a COPY has taken so far tells one that is slow from one that hangs.
    private const string Waiting = """
        SELECT pid, concat_ws('/', pid, extract(epoch FROM backend_start), extract(epoch FROM state_change), bytes_processed)
        FROM pg_stat_activity LEFT JOIN pg_stat_progress_copy USING (pid)
        WHERE pg_stat_activity.datname = current_database() AND application_name = ANY($1) AND backend_xid IS NOT NULL AND wait_event = 'ClientRead'
        """;

    // Looked at once more: it may have gone on just now.
    private const string End = $"""
        SELECT count(pg_terminate_backend(pid))::integer FROM ({Waiting}) AS session (pid, seen) WHERE seen = $2
        """;

    private readonly CancellationTokenSource _stop = new();
    private Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private Task _looking = Task.CompletedTask;
    private bool _works = true;

    /// <summary>Looks again and again, until it is disposed of.</summary>
    public void Start() => _looking = Task.Run(RunAsync);

    /// <summary>Looks once, and ends those that have stood still since long enough.</summary>
    /// <exception cref="StoreException">The database does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var standing = new Dictionary<string, long>(StringComparer.Ordinal);
        var hung = new List<(int Pid, string Seen)>();
        using (var rows = await readers.QueryAsync(Waiting, cancellationToken, (object)Holders))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                var (pid, seen) = (rows.Int32(0), rows.Text(1));
                var since = _seen.TryGetValue(seen, out var first) ? first : time.GetTimestamp();
                standing.Add(seen, since);
                if (time.GetElapsedTime(since) >= Patience)
                    hung.Add((pid, seen));
            }
        }

        _seen = standing;
        foreach (var (pid, seen) in hung)
        {
            using var ended = await readers.QueryAsync(End, cancellationToken, Holders, seen);
            if (await ended.ReadAsync(cancellationToken) && ended.Int32(0) > 0)
                LogEnded(logger, pid, Patience.TotalSeconds);
        }
    }

    /// <summary>Once more does nothing: whoever opened the store ends it, and so may whoever was given it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                await LookAsync(_stop.Token);
                _works = true;
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                // Whatever it was, one that hangs would hold up all others if nobody looked again.
                if (_works)
                    LogNotSeen(logger, e);
                _works = false;
            }
        }
    }

    [LoggerMessage(3121, LogLevel.Warning, "Session {Pid} of the database was ended: for {Seconds} s it held the locks of a transaction and its process did nothing. That process hangs, or the network lost it.")]
    private static partial void LogEnded(ILogger logger, int pid, double seconds);

    [LoggerMessage(3122, LogLevel.Warning, "Sessions of the database that hang cannot be looked for or ended; it is tried again every second, and said again once it worked.")]
    private static partial void LogNotSeen(ILogger logger, Exception e);
}
