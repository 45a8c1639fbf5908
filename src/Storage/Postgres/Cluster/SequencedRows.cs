using Npgsql;
using NpgsqlTypes;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>
/// Writes what has a sequence over all customers: dead letters, then interventions. Whoever needs sequences holds the counter's
/// row from here to the end of the transaction, and all others wait: so there are no gaps, and a lower one never appears after a
/// higher one. Both are rare, and this is the last thing that a transaction does.
/// </summary>
internal static class SequencedRows
{
    /// <param name="connection">In the transaction.</param>
    /// <param name="letters">What is to be kept unless it is already.</param>
    public static void WriteLetters(NpgsqlConnection connection, IReadOnlyList<IdentifiedLetter> letters)
    {
        // What is known already keeps nobody waiting.
        var fresh = letters.DistinctBy(letter => Convert.ToHexString(letter.Hash)).ToList();
        if (fresh.Count == 0 || RemoveKnown(connection, fresh) == 0)
            return;
        using (var turn = new NpgsqlCommand("SELECT FROM cluster.counters WHERE name = 'dead_letters' FOR UPDATE", connection))
            turn.ExecuteNonQuery();
        if (RemoveKnown(connection, fresh) == 0)
            return;
        var sequence = Take(connection, "dead_letters", fresh.Count);
        using var copy = new RowCopy(connection, "cluster.dead_letters", "sequence, refused_at, source, error, document, customer_id, transaction_id, identity_hash");
        foreach (var (letter, hash, customerId, transactionId) in fresh)
            copy.Row().Add(sequence++).Add(letter.At).Add(letter.Source).Add(letter.Error).Add(letter.Document).Add(customerId).Add(transactionId).Add(hash);
        copy.Complete();
    }

    /// <param name="connection">In the transaction.</param>
    /// <param name="fenced">What is committed.</param>
    /// <returns>Sequence of the first intervention of all; the others follow, commit by commit.</returns>
    public static long WriteInterventions(NpgsqlConnection connection, IReadOnlyList<FencedCommit> fenced)
    {
        var count = fenced.Sum(f => f.Commit.Interventions.Count);
        if (count == 0)
            return 0;
        var first = Take(connection, "interventions", count);
        var sequence = first;
        using var copy = new RowCopy(connection, "cluster.interventions", $"{InterventionRows.Columns}, trace_parent");
        foreach (var (commit, customerNo, _, _) in fenced)
        {
            foreach (var (number, intervention, status) in commit.Interventions)
                InterventionRows.Add(copy, sequence++, customerNo, number, intervention, status).Add(commit.TraceParent);
        }

        copy.Complete();
        return first;
    }

    private static int RemoveKnown(NpgsqlConnection connection, List<IdentifiedLetter> letters)
    {
        using var command = new NpgsqlCommand("SELECT l.identity_hash FROM unnest($1) AS n (identity_hash) JOIN cluster.dead_letters l USING (identity_hash)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = letters.ConvertAll(letter => letter.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
        };
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var row = command.ExecuteReader();
        while (row.Read())
            known.Add(Convert.ToHexString(row.GetFieldValue<byte[]>(0)));
        letters.RemoveAll(letter => known.Contains(Convert.ToHexString(letter.Hash)));
        return letters.Count;
    }

    // The first of as many sequences as are asked for.
    private static long Take(NpgsqlConnection connection, string counter, int count)
    {
        using var command = PostgresWriter.Command(connection, "UPDATE cluster.counters SET value = value + $2 WHERE name = $1 RETURNING value - $2 + 1", counter, (long)count);
        return (long)command.ExecuteScalar()!;
    }
}
