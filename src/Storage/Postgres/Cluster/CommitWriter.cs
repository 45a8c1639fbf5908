using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>Takes what waits, group by group, and commits each group on a connection of its own. Runs on one thread.</summary>
internal sealed partial class CommitWriter(
    ChannelReader<PendingCommit> waiting, DatabaseAddress address, PostgresFailure failure, PostgresClusterStoreOptions options, CommitMetrics metrics, ILogger logger)
{
    /// <summary>How often a single commit that the database gave up for a passing reason, like a deadlock, is tried.</summary>
    private const int Attempts = 3;

    private readonly List<PendingCommit> _group = [];
    private readonly JoinedSpans _spans = new();
    private readonly HashSet<string> _customers = new(StringComparer.Ordinal);
    private List<PendingCommit> _deferred = [];
    private WriterSession? _session;
    private ServerSession? _lost;

    /// <summary>Runs until nothing more can come.</summary>
    public void Run()
    {
        try
        {
            while (Gather())
            {
                if (_group.Count > 0)
                    Commit(_group, attempt: 1);
            }
        }
        finally
        {
            Drop();
        }
    }

    private bool Gather()
    {
        _group.Clear();
        _customers.Clear();
        var (bytes, earlier) = (0L, _deferred);
        _deferred = [];
        foreach (var pending in earlier)
            Add(pending, ref bytes);
        if (_group.Count == 0 && !waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            return false;
        while (_group.Count + _deferred.Count < options.MostCommits && bytes < options.MostBytes && waiting.TryRead(out var pending))
        {
            if (pending.TryTake())
                Add(pending, ref bytes);
        }

        return true;
    }

    // A second commit of a customer follows the first, so it waits for the next group.
    private void Add(PendingCommit pending, ref long bytes)
    {
        if (pending.Commit is { } commit && !_customers.Add(commit.CustomerId))
        {
            _deferred.Add(pending);
            return;
        }

        _group.Add(pending);
        bytes += pending.Bytes;
    }

    private void Commit(IReadOnlyList<PendingCommit> group, int attempt)
    {
        var isNew = _session is null;
        using var span = StartSpan(group);
        try
        {
            _session ??= WriterSession.Open(address, _lost);
            _lost = null;
            var started = Stopwatch.GetTimestamp();
            var conflicts = GroupTransaction.Run(_session, group);
            metrics.Committed(Stopwatch.GetElapsedTime(started), group.Count, conflicts);
        }
#pragma warning disable CA1031 // Whatever went wrong, those who wait must hear of it, and the next group must not suffer.
        catch (Exception e)
        {
            span.Fail(e);
            span?.Stop();
            Recover(group, attempt, isNew, e);
        }
#pragma warning restore CA1031
    }

    private Activity? StartSpan(IReadOnlyList<PendingCommit> group)
    {
        _spans.Clear();
        foreach (var pending in group)
            _spans.Add(pending.Span);
        var span = _spans.Start("commit");
        return span?.SetTag("db.system.name", "postgresql").SetTag("db.operation.batch.size", group.Count);
    }

    private void Recover(IReadOnlyList<PendingCommit> group, int attempt, bool isNew, Exception e)
    {
        var isOpen = _session is { IsOpen: true } && e is not PostgresException { Severity: "FATAL" or "PANIC" };
        if (isOpen && e is PostgresException refused)
        {
            // The database undid the group, and says why.
            if (IsMissingMonth(refused))
                Drop();
            else
                _session!.Doubt();
            Repeat(group, attempt, refused.IsTransient || IsMissingMonth(refused), refused);
            return;
        }

        var (mayBeMade, isConnected) = (_session is { IsCommitting: true }, _session is not null);
        _lost = _session?.Server ?? _lost;
        Drop();
        if (mayBeMade || !isConnected || (isNew && PostgresFailure.Is(e)))
            Fail(group, e, mayBeMade);
        else if (!PostgresFailure.Is(e))
            Repeat(group, attempt, false, e);
        else
        {
            // A connection that was lost before the end, as one that was idle while the server was restarted: nothing was made.
            LogConnectionLost(logger, e.Message, group.Count);
            Commit(group, attempt);
        }
    }

    // One bad commit must not take the others along: halves, down to the one.
    private void Repeat(IReadOnlyList<PendingCommit> group, int attempt, bool isPassing, Exception e)
    {
        if (group.Count > 1)
        {
            LogGroupRefused(logger, e.Message, group.Count);
            var half = group.Count / 2;
            Commit([.. group.Take(half)], attempt: 1);
            Commit([.. group.Skip(half)], attempt: 1);
        }
        else if (isPassing && attempt < Attempts)
            Commit(group, attempt + 1);
        else
            Fail(group, e, mayBeMade: false);
    }

    private void Fail(IReadOnlyList<PendingCommit> group, Exception e, bool mayBeMade)
    {
        metrics.Failed(group.Count);
        LogFailed(logger, e.Message, group.Count, mayBeMade);
        var answer = mayBeMade
            ? new StoreException($"{address}: {e.Message}; whether the commit was made is not known.", e)
            : new StoreException(failure.Of(e).Message, e) { IsPermanent = IsPermanent(e), CustomerId = IsPermanent(e) && group is [{ Commit: { } refused }] ? refused.CustomerId : null };
        foreach (var pending in group)
            pending.Failed(answer);
    }

    // A value that the database does not take today it does not take tomorrow.
    private static bool IsPermanent(Exception e) =>
        e is PostgresException { SqlState: ['2', '2' or '3', ..] } refused && !IsMissingMonth(refused) || !(PostgresFailure.Is(e) || e is DatabaseException);

    // Somebody dropped the partition of a month that this session knows, and it is made again; or somebody made it just now, and this
    // session has yet to hear of it, which a new one need not. No constraint of ours has no name.
    private static bool IsMissingMonth(PostgresException e) => e is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null };

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }

    [LoggerMessage(3101, LogLevel.Warning, "The connection to the database was lost ({Reason}); {Commits} customer commits, none of them made, are repeated on a new one.")]
    private static partial void LogConnectionLost(ILogger logger, string reason, int commits);

    [LoggerMessage(3102, LogLevel.Warning, "The database refused a group of {Commits} customer commits ({Reason}); it is repeated in two halves.")]
    private static partial void LogGroupRefused(ILogger logger, string reason, int commits);

    [LoggerMessage(3103, LogLevel.Error, "{Commits} customer commits failed ({Reason}); may have been made: {MayBeMade}.")]
    private static partial void LogFailed(ILogger logger, string reason, int commits, bool mayBeMade);
}
