using Npgsql;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes what models are judged by later.</summary>
internal static class MonitoringRows
{
    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units, ModelRows models)
    {
        // The latest report of an obligation holds, as it may correct one before; one statement changes no row twice.
        Write(connection, [.. units.SelectMany(unit => unit.MissedPayments).GroupBy(m => (m.CustomerNo, m.Payment.Obligation, m.Payment.DueDate), (_, told) => told.Last())]);
        var sums = new Dictionary<(DateOnly Day, string Model), PopulationCounts>();
        foreach (var (day, model, counts) in units.SelectMany(unit => unit.ObservedDays))
        {
            if (!sums.TryGetValue((day, model), out var sum))
                sums.Add((day, model), sum = new PopulationCounts(counts.Counts.Length));
            sum.Add(counts);
        }

        foreach (var ((day, model), counts) in sums)
        {
            models.Ensure(connection, model);
            using var command = PostgresWriter.Command(
                connection,
                """
                INSERT INTO observed_days AS stored (day, model_no, counts) VALUES ($1, $2, $3)
                ON CONFLICT (day, model_no) DO UPDATE
                SET counts = (SELECT array_agg(a + b ORDER BY i) FROM unnest(stored.counts, EXCLUDED.counts) WITH ORDINALITY AS bins (a, b, i))
                """,
                day, models.NumberOf(model)!, counts.Counts.ToArray());
            command.ExecuteNonQuery();
        }
    }

    private static void Write(NpgsqlConnection connection, IReadOnlyList<MissedPaymentEntry> missed)
    {
        if (missed.Count == 0)
            return;
        using var command = PostgresWriter.Command(
            connection,
            """
            INSERT INTO missed_payments (customer_no, obligation, due_date, missed_on, amount_e4)
            SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT (customer_no, obligation, due_date) DO UPDATE SET missed_on = EXCLUDED.missed_on, amount_e4 = EXCLUDED.amount_e4
            """,
            missed.Select(m => m.CustomerNo).ToArray(), missed.Select(m => (short)m.Payment.Obligation).ToArray(), missed.Select(m => m.Payment.DueDate).ToArray(),
            missed.Select(m => m.Payment.MissedOn).ToArray(), missed.Select(m => m.Payment.Amount.TenThousandths).ToArray());
        command.ExecuteNonQuery();
    }
}
