using Npgsql;
using NpgsqlTypes;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>Writes what is replaced or added up rather than appended: states, profiles, missed payments, observed days, totals.</summary>
internal static class CustomerRows
{
    private const string InsertStates = "INSERT INTO cluster.states (customer_no, state) SELECT * FROM unnest($1, $2)";

    /// <param name="session">In the transaction.</param>
    /// <param name="fenced">What is committed.</param>
    public static void Write(WriterSession session, IReadOnlyList<FencedCommit> fenced)
    {
        using var batch = new NpgsqlBatch(session.Connection);
        List<FencedCommit> stated = [.. fenced.Where(f => f.Commit is { State: not null, AfterVersion: > 0 })];
        if (stated.Count > 0)
            Add(batch, "UPDATE cluster.states s SET state = n.state FROM unnest($1, $2) AS n (customer_no, state) WHERE s.customer_no = n.customer_no RETURNING s.customer_no", Numbers(stated), States(stated));
        List<FencedCommit> added = [.. fenced.Where(f => f.Commit is { State: not null, AfterVersion: 0 })];
        if (added.Count > 0)
            Add(batch, InsertStates, Numbers(added), States(added));
        Add(
            batch,
            """
            INSERT INTO cluster.totals AS t (lane, transactions, duplicates) VALUES ($1, $2, $3)
            ON CONFLICT (lane) DO UPDATE SET transactions = t.transactions + EXCLUDED.transactions, duplicates = t.duplicates + EXCLUDED.duplicates
            """,
            session.Lane, fenced.Sum(f => (long)f.Commit.Transactions.Count), fenced.Sum(f => (long)f.Commit.Duplicates));
        AddProfiles(batch, fenced);
        AddMissedPayments(batch, fenced);
        AddObservedDays(batch, session, fenced);

        var updated = new HashSet<int>();
        using (var row = batch.ExecuteReader())
        {
            while (stated.Count > 0 && row.Read())
                updated.Add(row.GetInt32(0));
        }

        // Who had a profile before the first event has a version, and no state yet.
        stated.RemoveAll(f => updated.Contains(f.CustomerNo));
        if (stated.Count == 0)
            return;
        using var first = PostgresWriter.Command(session.Connection, InsertStates, Numbers(stated), States(stated));
        first.ExecuteNonQuery();
    }

    private static int[] Numbers(List<FencedCommit> fenced) => [.. fenced.Select(f => f.CustomerNo)];

    private static byte[][] States(List<FencedCommit> fenced) => [.. fenced.Select(f => f.Commit.State!.Value.ToArray())];

    private static void AddProfiles(NpgsqlBatch batch, IReadOnlyList<FencedCommit> fenced)
    {
        List<FencedCommit> told = [.. fenced.Where(f => f.Commit.Profile is not null)];
        if (told.Count == 0)
            return;
        var command = Add(
            batch,
            "INSERT INTO cluster.profiles (customer_no, profile) SELECT * FROM unnest($1, $2) ON CONFLICT (customer_no) DO UPDATE SET profile = EXCLUDED.profile",
            Numbers(told), told.ConvertAll(f => StoredJson.Write(f.Commit.Profile!)).ToArray());
        command.Parameters[1].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json;
    }

    private static void AddMissedPayments(NpgsqlBatch batch, IReadOnlyList<FencedCommit> fenced)
    {
        // A later report replaces an earlier one, and a statement may touch a row only once.
        var missed = fenced.SelectMany(f => f.Commit.MissedPayments.Select(payment => new MissedPaymentEntry(f.CustomerNo, payment)))
            .GroupBy(m => (m.CustomerNo, m.Payment.Obligation, m.Payment.DueDate)).Select(told => told.Last()).ToList();
        if (missed.Count == 0)
            return;
        Add(
            batch,
            """
            INSERT INTO cluster.missed_payments (customer_no, obligation, due_date, missed_on, amount_e4)
            SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT (customer_no, obligation, due_date) DO UPDATE SET missed_on = EXCLUDED.missed_on, amount_e4 = EXCLUDED.amount_e4
            """,
            missed.Select(m => m.CustomerNo).ToArray(), missed.Select(m => (short)m.Payment.Obligation).ToArray(), missed.Select(m => m.Payment.DueDate).ToArray(),
            missed.Select(m => m.Payment.MissedOn).ToArray(), missed.Select(m => m.Payment.Amount.TenThousandths).ToArray());
    }

    private static void AddObservedDays(NpgsqlBatch batch, WriterSession session, IReadOnlyList<FencedCommit> fenced)
    {
        var sums = new Dictionary<(DateOnly Day, string Model), PopulationCounts>();
        foreach (var (day, model, counts) in fenced.SelectMany(f => f.Commit.ObservedDays))
        {
            if (!sums.TryGetValue((day, model), out var sum))
                sums.Add((day, model), sum = new PopulationCounts(counts.Counts.Length));
            sum.Add(counts);
        }

        foreach (var ((day, model), counts) in sums)
        {
            Add(
                batch,
                """
                INSERT INTO cluster.observed_days AS stored (day, model_no, lane, counts) VALUES ($1, $2, $3, $4)
                ON CONFLICT (day, model_no, lane) DO UPDATE
                SET counts = (SELECT array_agg(a + b ORDER BY i) FROM unnest(stored.counts, EXCLUDED.counts) WITH ORDINALITY AS bins (a, b, i))
                """,
                day, session.Models.NumberOf(model)!.Value, session.Lane, counts.Counts.ToArray());
        }
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, params object[] arguments)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        batch.BatchCommands.Add(command);
        return command;
    }
}
