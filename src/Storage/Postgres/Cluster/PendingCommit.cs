using System.Diagnostics;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>A commit of one customer, or dead letters of none, with a caller that waits for it.</summary>
internal sealed class PendingCommit
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;
    private const int RowBytes = 200;
    private static readonly IReadOnlyList<SequencedIntervention> NoInterventions = [];
    private readonly TaskCompletionSource<CommitReceipt> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stage;

    public PendingCommit(CustomerCommit commit)
    {
        Commit = commit;
        Letters = [.. commit.DeadLetters.Select(late => IdentifiedLetter.Of(commit.CustomerId, late.TransactionId, late.Letter))];
        Bytes = RowBytes + (commit.State?.Length ?? 0) + (RowBytes * (commit.Transactions.Count + commit.Scores.Count)) + (DeadLetter.LongestDocument * Letters.Count);
    }

    public PendingCommit(IReadOnlyList<DeadLetter> letters)
    {
        Letters = [.. letters.Select(IdentifiedLetter.Of)];
        Bytes = DeadLetter.LongestDocument * Letters.Count;
    }

    /// <summary>Null where there are only letters.</summary>
    public CustomerCommit? Commit { get; }

    public IReadOnlyList<IdentifiedLetter> Letters { get; }

    /// <summary>The caller's span.</summary>
    public ActivityContext Span { get; } = Tracing.Current;

    /// <summary>About as many bytes as it writes.</summary>
    public int Bytes { get; }

    /// <summary>Claims it for a writer; false where the caller no longer waits. From here on the caller waits to the end, since what it handed over is being read.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _stage, Taken, Waiting) == Waiting;

    public async ValueTask<CommitReceipt> WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (pending, stop) => ((PendingCommit)pending!).Withdraw(stop), this);
        return await _answer.Task;
    }

    /// <param name="firstSequence">Sequence of the first of the commit's interventions; the others follow.</param>
    public void Made(long firstSequence)
    {
        if (Commit is not { } commit)
        {
            _answer.TrySetResult(new CommitReceipt(0, NoInterventions));
            return;
        }

        var interventions = commit.Interventions.Count == 0
            ? NoInterventions
            : [.. commit.Interventions.Select((i, n) => new SequencedIntervention(firstSequence + n, i.Intervention, i.Status))];
        _answer.TrySetResult(new CommitReceipt(commit.AfterVersion + 1, interventions));
    }

    public void Failed(Exception e) => _answer.TrySetException(e);

    private void Withdraw(CancellationToken stop)
    {
        if (Interlocked.CompareExchange(ref _stage, Withdrawn, Waiting) == Waiting)
            _answer.TrySetCanceled(stop);
    }
}
