using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Writes what models are judged by later. Used by the one thread that writes.</summary>
internal sealed class MonitoringRows(SqliteDatabase database, ModelRows models)
{
    public void Write(CommitUnit unit)
    {
        // The latest report of an obligation holds, as it may correct one before.
        foreach (var (customerNo, payment) in unit.MissedPayments)
        {
            database.Prepare("INSERT OR REPLACE INTO missed_payments (customer_no, obligation, due_day, missed_day, amount) VALUES (?, ?, ?, ?, ?)")
                .Bind(1, (long)customerNo).Bind(2, (long)payment.Obligation).Bind(3, (long)payment.DueDate.DayNumber)
                .Bind(4, (long)payment.MissedOn.DayNumber).Bind(5, payment.Amount.TenThousandths).Run();
        }

        foreach (var observed in unit.ObservedDays)
            Write(observed);
    }

    private void Write(ObservedDay observed)
    {
        var (day, model) = ((long)observed.Day.DayNumber, models.IdOf(observed.ModelVersion));
        var sum = observed.Counts;
        var stored = database.Prepare("SELECT counts FROM observed_days WHERE day = ? AND model_id = ?").Bind(1, day).Bind(2, model);
        if (stored.Step())
        {
            sum = PopulationCounts.FromBytes(stored.Blob(0));
            sum.Add(observed.Counts);
        }

        stored.Reset();
        database.Prepare("INSERT OR REPLACE INTO observed_days (day, model_id, counts) VALUES (?, ?, ?)").Bind(1, day).Bind(2, model).Bind(3, sum.ToBytes()).Run();
    }
}
