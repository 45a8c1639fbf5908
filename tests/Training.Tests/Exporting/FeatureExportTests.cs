using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;
using PreDelinquency.Training.Exporting;

namespace PreDelinquency.Training.Tests.Exporting;

public sealed class FeatureExportTests
{
    private static readonly DateOnly Early = new(2025, 2, 10), Late = new(2025, 5, 10);
    private static readonly List<Transaction> Transactions = [.. new Population(new PopulationOptions { Customers = 25, Months = 6, Seed = 3 }).Transactions()];

    [Fact]
    public void Nothing_that_happens_later_is_in_a_row()
    {
        var poisoned = Transactions.Select(t => Day(t) <= Late ? t : t with
        {
            Amount = new Money((t.Amount.TenThousandths * 7) + 1_230_000),
            Category = Category.Gambling,
            Status = TransactionStatus.Completed,
            BalanceAfter = new Money(-50_000_000),
        });
        var clean = Export(Transactions, Early, Late);
        Assert.Equal(50, clean.Count);
        Assert.Equal(Text(clean), Text(Export(poisoned, Early, Late)));
        Assert.Equal(Text(clean), Text(Export(Transactions.Where(t => Day(t) <= Late), Early, Late)));
        Assert.NotEqual(Text(clean), Text(Export(Transactions.Where(t => Day(t) < Late), Early, Late)));
    }

    [Fact]
    public void A_row_is_what_the_live_customer_has_at_the_end_of_the_day()
    {
        foreach (var row in Export(Transactions, Late, Early))
        {
            var customer = new Customer(row.CustomerId);
            var effects = new CustomerEffects();
            var model = ModelBundle.Load(Repository.PathOf("models/champion"));
            foreach (var transaction in Transactions.Where(t => t.CustomerId == row.CustomerId && Day(t) <= row.AsOf))
                customer.Apply(transaction, model, effects);
            var live = new double[FeatureCatalogue.Count];
            customer.Features(new DateTimeOffset(row.AsOf.AddDays(1), TimeOnly.MinValue, customer.LatestEvent!.Value.Offset), live);
            Assert.Equal(live, row.Features);
            Assert.Equal(row.AsOf == Early ? Maturity.Learning : Maturity.Established, row.Maturity);
        }
    }

    [Fact]
    public void A_customer_has_no_row_before_the_first_transaction()
    {
        var later = Transactions.Where(t => t.CustomerId != Transactions[0].CustomerId || Day(t) > Early);
        var rows = Export(later, Early, Late);
        Assert.Equal([Late], rows.Where(r => r.CustomerId == Transactions[0].CustomerId).Select(r => r.AsOf));
        Assert.Equal(49, rows.Count);
    }

    [Fact]
    public void The_table_is_read_back_to_the_bit()
    {
        var rows = Export(Transactions, Early);
        var lines = Text(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["customer_id", "as_of", .. FeatureCatalogue.All.Select(f => f.Name), "maturity"], lines[0].Split(','));
        foreach (var (row, line) in rows.Zip(lines.Skip(1)))
        {
            var fields = line.Split(',');
            Assert.Equal((row.CustomerId, "2025-02-10", "learning"), (fields[0], fields[1], fields[^1]));
            Assert.Equal(row.Features, fields[2..^1].Select(f => f.Length == 0 ? double.NaN : double.Parse(f)));
        }

        Assert.Contains(rows, r => r.Features.Any(double.IsNaN));
    }

    [Fact]
    public void Without_a_day_there_is_nothing_to_export() => Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureExport([]));

    private static IReadOnlyList<FeatureRow> Export(IEnumerable<Transaction> transactions, params DateOnly[] days)
    {
        var export = new FeatureExport(days);
        foreach (var transaction in transactions)
            export.Add(transaction);
        return export.Finish();
    }

    private static string Text(IReadOnlyList<FeatureRow> rows)
    {
        using var text = new StringWriter();
        FeatureExport.Write(text, rows);
        return text.ToString();
    }

    private static DateOnly Day(Transaction transaction) => DateOnly.FromDateTime(transaction.Timestamp.DateTime);
}
