using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <content>What models are judged by.</content>
public sealed partial class PostgresStore
{
    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
    {
        using var row = _readers.Query($"{ScoreRows.Select} WHERE scored_at >= $1 ORDER BY score_id", StoredMoment.From(from));
        while (row.Read())
            yield return new ScoreEntry(row.Int32(1), ScoreRows.Read(row));
    }

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
    {
        using var row = _readers.Query("SELECT customer_no, customer_id, obligation, due_date, missed_on, amount_e4 FROM missed_payments JOIN customers USING (customer_no) WHERE missed_on >= $1", from);
        while (row.Read())
            yield return new MissedPaymentEntry(row.Int32(0), new MissedPayment(row.Text(1), (Category)row.Int16(2), row.Day(3), row.Day(4), new Money(row.Int64(5))));
    }

    public IEnumerable<NewCustomer> ReadCustomerIds()
    {
        using var row = _readers.Query("SELECT customer_no, customer_id FROM customers ORDER BY customer_no");
        while (row.Read())
            yield return new NewCustomer(row.Int32(0), row.Text(1));
    }

    public IEnumerable<ProfileEntry> ReadProfiles()
    {
        using var row = _readers.Query("SELECT customer_no, profile FROM profiles ORDER BY customer_no");
        while (row.Read())
        {
            if (StoredJson.FindProfile(row.Text(1)) is { } profile)
                yield return new ProfileEntry(row.Int32(0), profile);
        }
    }

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from)
    {
        using var row = _readers.Query("SELECT customer_no, proposed_at, utc_offset_minutes, status FROM interventions WHERE proposed_at >= $1 ORDER BY sequence", StoredMoment.From(from));
        while (row.Read())
            yield return new PastIntervention(row.Int32(0), row.Moment(1, 2), (InterventionStatus)row.Int16(3));
    }

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => All(
        _readers.Query("SELECT day, version, counts FROM observed_days JOIN model_versions USING (model_no) WHERE day >= $1 ORDER BY day, version COLLATE \"C\"", from),
        row => new ObservedDay(row.Day(0), row.Text(1), PopulationCounts.Of(row.Int32s(2))));
}
