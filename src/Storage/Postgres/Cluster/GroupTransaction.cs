using System.Data;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>Makes a group of commits durable in one database transaction.</summary>
internal static class GroupTransaction
{
    /// <summary>Commits; then answers the callers, those also whose commit does not follow the stored version. Throws before anyone is answered.</summary>
    /// <param name="session">In no transaction.</param>
    /// <param name="group">At most one commit of a customer.</param>
    /// <returns>How many did not follow the stored version.</returns>
    public static int Run(WriterSession session, IReadOnlyList<PendingCommit> group)
    {
        session.IsCommitting = false;
        session.Prepare(group);
        List<CustomerCommit> commits = [.. group.Where(p => p.Commit is not null).Select(p => p.Commit!).OrderBy(c => c.CustomerId, StringComparer.Ordinal)];
        List<FencedCommit> fenced = [];
        long sequence;
        using (var transaction = session.Connection.BeginTransaction(IsolationLevel.ReadCommitted))
        {
            if (commits.Count > 0)
            {
                fenced = CustomerFence.Pass(session, commits, out var commitNumber);
                if (fenced.Count > 0)
                {
                    CustomerRows.Write(session, fenced);
                    AppendedRows.Write(session, fenced, commitNumber);
                }
            }

            var made = fenced.Select(f => f.Commit).ToHashSet();
            SequencedRows.WriteLetters(session.Connection, [.. group.Where(p => p.Commit is null || made.Contains(p.Commit)).SelectMany(p => p.Letters)]);
            sequence = SequencedRows.WriteInterventions(session.Connection, fenced);
            session.IsCommitting = true;
            transaction.Commit();
            session.IsCommitting = false;
        }

        return Answer(group, fenced, sequence);
    }

    private static int Answer(IReadOnlyList<PendingCommit> group, List<FencedCommit> fenced, long sequence)
    {
        var firsts = new Dictionary<CustomerCommit, long>(fenced.Count);
        foreach (var (commit, _, _, _) in fenced)
        {
            firsts.Add(commit, sequence);
            sequence += commit.Interventions.Count;
        }

        var conflicts = 0;
        foreach (var pending in group)
        {
            if (pending.Commit is not { } commit)
                pending.Made(0);
            else if (firsts.TryGetValue(commit, out var first))
                pending.Made(first);
            else
            {
                conflicts++;
                pending.Failed(new StateConflictException($"Customer {commit.CustomerId} is not stored in version {commit.AfterVersion} any more."));
            }
        }

        return conflicts;
    }
}
