using System.Text;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Tests.Import;

/// <summary>The preset for the Berka data set on a file made by hand in its shape: every type, operation and symbol once.</summary>
public sealed class BerkaPresetTests : IDisposable
{
    // The two rows of 10 March stand in another order than that in which their balances follow from each other.
    private const string Rows = """
        "trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"
        901;7;930301;"PRIJEM";"VKLAD";1000.00;1000.00;"";;
        902;7;930305;"PRIJEM";"PREVOD Z UCTU";5400.00;6400.00;"DUCHOD";"AB";12345678
        904;7;930310;"VYDAJ";"PREVOD NA UCET";200.00;2800.50;"POJISTNE";"CD";87654321
        903;7;930310;"VYDAJ";"PREVOD NA UCET";3399.50;3000.50;"SIPO";"EF";11112222
        905;7;930311;"VYDAJ";"PREVOD NA UCET";500.00;2300.50;"UVER";"GH";33334444
        906;7;930312;"VYDAJ";"PREVOD NA UCET";100.50;2200.00;"";"IJ";55556666
        907;7;930315;"VYDAJ";"VYBER";2190.00;10.00;"";;
        908;7;930316;"VYDAJ";"VYBER KARTOU";30.00;-20.00;"";;
        909;7;930331;"VYDAJ";"VYBER";14.60;-34.60;"SLUZBY";;0
        910;7;930331;"VYDAJ";"VYBER";2.30;-36.90;"SANKC. UROK";;
        911;8;930731;"PRIJEM";"";1.20;1.20;"UROK";;
        912;8;930801;"VYBER";"VYBER";1.00;0.20;"";;
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_kind_of_row_means_what_the_bank_meant()
    {
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", _folder.Write("trans.asc", Rows.ReplaceLineEndings("\r\n") + "\r\n"), "--out", _folder.File("out.ndjson"));

        Assert.Equal(0, run.ExitCode);
        var rows = (await File.ReadAllLinesAsync(_folder.File("out.ndjson"), TestContext.Current.CancellationToken)).Select(Read).ToList();
        Assert.Equal(
            [
                ("901", 1000m, Direction.Credit, Category.Cash, Channel.Cash),
                ("902", 5400m, Direction.Credit, Category.Pension, Channel.Transfer),
                ("903", 3399.5m, Direction.Debit, Category.Rent, Channel.DirectDebit),
                ("904", 200m, Direction.Debit, Category.Insurance, Channel.DirectDebit),
                ("905", 500m, Direction.Debit, Category.LoanPayment, Channel.DirectDebit),
                ("906", 100.5m, Direction.Debit, Category.Transfer, Channel.Transfer),
                ("907", 2190m, Direction.Debit, Category.Cash, Channel.Cash),
                ("908", 30m, Direction.Debit, Category.Cash, Channel.Card),
                ("909", 14.6m, Direction.Debit, Category.Fee, Channel.Other),
                ("910", 2.3m, Direction.Debit, Category.Penalty, Channel.Other),
                ("911", 1.2m, Direction.Credit, Category.Other, Channel.Other),
                ("912", 1m, Direction.Debit, Category.Cash, Channel.Cash),
            ],
            rows.OrderBy(t => t.CustomerId, StringComparer.Ordinal).ThenBy(t => t.Timestamp).Select(t => (t.TransactionId, t.Amount.ToDecimal(), t.Direction, t.Category, t.Channel)));
        Assert.All(rows, t => Assert.Equal(("CZK", TransactionStatus.Completed), (t.Currency, t.Status)));
        Assert.Equal(["berka-7", "berka-8"], rows.Select(t => t.CustomerId).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["12345678", "11112222", "87654321", "33334444", "55556666"], rows.OrderBy(t => t.Timestamp).Select(t => t.Merchant).OfType<string>());
        Assert.Equal(-36.9m, rows.Single(t => t.TransactionId == "910").BalanceAfter!.Value.ToDecimal());
        Assert.Equal(TimeSpan.FromHours(1), rows[0].Timestamp.Offset);
        Assert.Equal(TimeSpan.FromHours(2), rows.Single(t => t.TransactionId == "911").Timestamp.Offset);
    }

    private static Transaction Read(string line)
    {
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(line), DateTimeOffset.UnixEpoch.AddYears(60), out var transaction, out var rejection), rejection?.Error);
        return transaction!;
    }
}
