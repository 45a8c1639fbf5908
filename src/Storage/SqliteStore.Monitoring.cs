using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage;

/// <content>What models are judged by.</content>
public sealed partial class SqliteStore
{
    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare($"{ScoreRows.SelectWith("customer_no")} WHERE at_ms >= ? ORDER BY s.id").Bind(1, from.ToUnixTimeMilliseconds());
        while (row.Step())
            yield return new ScoreEntry(row.Int32(ScoreRows.Columns), ScoreRows.Read(row));
    }

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT customer_no, customer_id, obligation, due_day, missed_day, amount FROM missed_payments JOIN customers USING (customer_no) WHERE missed_day >= ?")
            .Bind(1, (long)from.DayNumber);
        while (row.Step())
        {
            yield return new MissedPaymentEntry(row.Int32(0), new MissedPayment(
                row.Text(1), (Category)row.Int32(2), DateOnly.FromDayNumber(row.Int32(3)), DateOnly.FromDayNumber(row.Int32(4)), new Money(row.Int64(5))));
        }
    }

    public IEnumerable<NewCustomer> ReadCustomerIds()
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT customer_no, customer_id FROM customers ORDER BY customer_no");
        while (row.Step())
            yield return new NewCustomer(row.Int32(0), row.Text(1));
    }

    public IEnumerable<ProfileEntry> ReadProfiles()
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT customer_no, profile FROM profiles ORDER BY customer_no");
        while (row.Step())
        {
            if (StoredJson.FindProfile(row.Text(1)) is { } profile)
                yield return new ProfileEntry(row.Int32(0), profile);
        }
    }

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT customer_no, at_ms, offset_minutes, status FROM interventions WHERE at_ms >= ? ORDER BY sequence").Bind(1, from.ToUnixTimeMilliseconds());
        while (row.Step())
            yield return new PastIntervention(row.Int32(0), row.Moment(1), (InterventionStatus)row.Int32(3));
    }

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from)
    {
        using var lease = _readers.Rent();
        var row = lease.Database.Prepare("SELECT day, version, counts FROM observed_days JOIN model_versions ON id = model_id WHERE day >= ? ORDER BY day, version").Bind(1, (long)from.DayNumber);
        return All(row, r => new ObservedDay(DateOnly.FromDayNumber(r.Int32(0)), r.Text(1), PopulationCounts.FromBytes(r.Blob(2))));
    }
}
