using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>Missed payments as CSV: the events that labels are made of.</summary>
public static class MissedPaymentFile
{
    private static readonly string[] Columns = ["customer_id", "obligation", "due_date", "missed_on", "amount"];

    /// <summary>Reads a file while it is enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public static IEnumerable<MissedPayment> Read(string path)
    {
        using var csv = new CsvReader(path, Columns);
        while (csv.Next())
        {
            var missed = new MissedPayment(csv.Shared(0), csv.Name<Category>(1), csv.Date(2), csv.Date(3), csv.Amount(4));
            if (!missed.Obligation.IsObligation())
                throw csv.Broken(1, "must be rent, mortgage, loan_payment, card_payment, utility or insurance");
            if (missed.MissedOn <= missed.DueDate)
                throw csv.Broken(3, "must be after due_date");
            yield return missed;
        }
    }

    internal static CsvWriter Create(string path) => new(path, Columns);

    internal static void Write(CsvWriter csv, MissedPayment missed)
    {
        csv.Text(missed.CustomerId);
        csv.Text(WireNames<Category>.Of(missed.Obligation));
        csv.Date(missed.DueDate);
        csv.Date(missed.MissedOn);
        csv.Amount(missed.Amount);
        csv.EndLine();
    }
}
