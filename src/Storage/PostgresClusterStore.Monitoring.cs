using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <content>
/// What models are judged by: of many customers a part, so that to look takes no longer and no more memory however many there are.
/// Intervals count customers and are as narrow as they need be long before that. Customers are numbered as they come, and who is
/// looked at stays so until their number has doubled, and half of them then.
/// </content>
public sealed partial class PostgresClusterStore
{
    /// <summary>$1 and $2 as <see cref="Examined"/> says; each is found by the index on its number.</summary>
    private const string IsExamined = "customer_no IN (SELECT generate_series($1::int, $2::int, $1::int))";

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
    {
        var (step, last) = Examined();
        using var row = _readers.Query($"{ScoreColumns} FROM {ScoreTables} WHERE {IsExamined} AND scored_at >= $3 ORDER BY commit_number, number", step, last, StoredMoment.From(from));
        while (row.Read())
            yield return new ScoreEntry(row.Int32(1), ScoreRows.Read(row));
    }

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
    {
        var (step, last) = Examined();
        using var row = _readers.Query(
            $"SELECT customer_no, customer_id, obligation, due_date, missed_on, amount_e4 FROM cluster.missed_payments JOIN cluster.customers USING (customer_no) WHERE {IsExamined} AND missed_on >= $3",
            step, last, from);
        while (row.Read())
            yield return new MissedPaymentEntry(row.Int32(0), new MissedPayment(row.Text(1), (Category)row.Int16(2), row.Day(3), row.Day(4), new Money(row.Int64(5))));
    }

    public IEnumerable<NewCustomer> ReadCustomerIds()
    {
        var (step, last) = Examined();
        using var row = _readers.Query($"SELECT customer_no, customer_id FROM cluster.customers WHERE {IsExamined} ORDER BY customer_no", step, last);
        while (row.Read())
            yield return new NewCustomer(row.Int32(0), row.Text(1));
    }

    public IEnumerable<ProfileEntry> ReadProfiles()
    {
        var (step, last) = Examined();
        using var row = _readers.Query($"SELECT customer_no, profile FROM cluster.profiles WHERE {IsExamined} ORDER BY customer_no", step, last);
        while (row.Read())
            yield return new ProfileEntry(row.Int32(0), StoredJson.ReadProfile(row.Text(1)));
    }

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from)
    {
        var (step, last) = Examined();
        using var row = _readers.Query(
            $"SELECT customer_no, proposed_at, utc_offset_minutes, status FROM cluster.interventions WHERE {IsExamined} AND proposed_at >= $3 ORDER BY sequence", step, last, StoredMoment.From(from));
        while (row.Read())
            yield return new PastIntervention(row.Int32(0), row.Moment(1, 2), (InterventionStatus)row.Int16(3));
    }

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from)
    {
        using var row = _readers.Query(
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

    /// <summary>Which customers are looked at: those whose number is a multiple of the step, a power of two, up to the last.</summary>
    private (int Step, int Last) Examined()
    {
        using var row = _readers.Query("SELECT COALESCE(max(customer_no), 0) FROM cluster.customers");
        row.Read();
        var (step, last) = (1, row.Int32(0));
        while (last / step > _mostExamined)
            step *= 2;
        return (step, last);
    }
}
