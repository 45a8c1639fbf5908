namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>Appends transactions and score points.</summary>
internal static class AppendedRows
{
    /// <param name="session">In the transaction; prepared for the group.</param>
    /// <param name="fenced">What is committed.</param>
    /// <param name="commitNumber">Number of the transaction.</param>
    public static void Write(WriterSession session, IReadOnlyList<FencedCommit> fenced, long commitNumber)
    {
        if (fenced.Any(f => f.Commit.Transactions.Count > 0))
            WriteTransactions(session, fenced);
        if (fenced.Any(f => f.Commit.Scores.Count > 0))
            WriteScores(session, fenced, commitNumber);
    }

    private static void WriteTransactions(WriterSession session, IReadOnlyList<FencedCommit> fenced)
    {
        using var copy = new RowCopy(session.Connection, "cluster.transactions", LogRows.Columns);
        foreach (var (commit, customerNo, first, _) in fenced)
        {
            var position = first;
            foreach (var transaction in commit.Transactions)
                LogRows.Add(copy, position++, customerNo, transaction);
        }

        copy.Complete();
    }

    private static void WriteScores(WriterSession session, IReadOnlyList<FencedCommit> fenced, long commitNumber)
    {
        using var copy = new RowCopy(session.Connection, "cluster.risk_scores", $"commit_number, number, position, customer_no, {ScoreRows.PointColumns}, trace_parent");
        var number = 0;
        foreach (var (commit, customerNo, _, first) in fenced)
        {
            var position = first;
            foreach (var point in commit.Scores)
            {
                var row = copy.Row().Add(commitNumber).Add(++number).Add(position++).Add(customerNo);
                ScoreRows.Add(row, point, session.Models.NumberOf(point.ModelVersion), session.Models.NumberOf(point.Shadow?.ModelVersion)).Add(commit.TraceParent);
            }
        }

        copy.Complete();
    }
}
