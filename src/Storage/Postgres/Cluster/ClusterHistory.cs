using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>What models are judged by, of every customer or of those whose number is a multiple of a step: each of those is found by the index on its number.</summary>
internal sealed class ClusterHistory(PostgresReaders readers, int step) : IPartedHistory
{
    /// <summary>$1: the step; $2: the last number.</summary>
    private readonly string _isIn = step == 1 ? "true" : "customer_no IN (SELECT generate_series($1::int, $2::int, $1::int))";

    public int ReadLastCustomerNo()
    {
        using var row = readers.Query("SELECT COALESCE(max(customer_no), 0) FROM cluster.customers");
        row.Read();
        return row.Int32(0);
    }

    public IModelHistory OfEvery(int nth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        return new ClusterHistory(readers, nth);
    }

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
    {
        using var row = Read($"{ScoreRows.ClusterColumns} FROM {ScoreRows.ClusterTables} WHERE {_isIn} AND scored_at >= $3 ORDER BY commit_number, number", StoredMoment.From(from));
        while (row.Read())
            yield return new ScoreEntry(row.Int32(1), ScoreRows.Read(row));
    }

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
    {
        using var row = Read(
            $"SELECT customer_no, customer_id, obligation, due_date, missed_on, amount_e4 FROM cluster.missed_payments JOIN cluster.customers USING (customer_no) WHERE {_isIn} AND missed_on >= $3", from);
        while (row.Read())
            yield return new MissedPaymentEntry(row.Int32(0), new MissedPayment(row.Text(1), (Category)row.Int16(2), row.Day(3), row.Day(4), new Money(row.Int64(5))));
    }

    public IEnumerable<NewCustomer> ReadCustomerIds()
    {
        using var row = Read($"SELECT customer_no, customer_id FROM cluster.customers WHERE {_isIn} ORDER BY customer_no");
        while (row.Read())
            yield return new NewCustomer(row.Int32(0), row.Text(1));
    }

    public IEnumerable<ProfileEntry> ReadProfiles()
    {
        using var row = Read($"SELECT customer_no, profile FROM cluster.profiles WHERE {_isIn} ORDER BY customer_no");
        while (row.Read())
        {
            if (StoredJson.FindProfile(row.Text(1)) is { } profile)
                yield return new ProfileEntry(row.Int32(0), profile);
        }
    }

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from)
    {
        using var row = Read(
            $"SELECT customer_no, proposed_at, utc_offset_minutes, status FROM cluster.interventions WHERE {_isIn} AND proposed_at >= $3 ORDER BY sequence", StoredMoment.From(from));
        while (row.Read())
            yield return new PastIntervention(row.Int32(0), row.Moment(1, 2), (InterventionStatus)row.Int16(3));
    }

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from)
    {
        using var row = readers.Query(
            "SELECT day, version, counts FROM cluster.observed_days JOIN cluster.model_versions USING (model_no) WHERE day >= $1 ORDER BY day, version COLLATE \"C\", lane", from);
        var days = new List<ObservedDay>();
        while (row.Read())
        {
            // The parts that the lanes added up follow one another.
            var (day, version, counts) = (row.Day(0), row.Text(1), PopulationCounts.Of(row.Int32s(2)));
            if (days is [.., var last] && last.Day == day && last.ModelVersion == version)
                last.Counts.Add(counts);
            else
                days.Add(new ObservedDay(day, version, counts));
        }

        return days;
    }

    private PostgresRows Read(string sql, params object[] arguments) => readers.Query(sql, [step, step == 1 ? 0 : ReadLastCustomerNo(), .. arguments]);
}
