using System.IO.Compression;
using System.Text;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Tests.Import;

public sealed class ImportCommandTests : IDisposable
{
    private const string Mapping = """
        file: { delimiter: ";", decimal: ",", thousands: "." }
        skip:
          - { Text: { starts_with: Opening balance } }
        fields:
          transaction_id: { generate: true }
          customer_id: { column: Account, prefix: "mb-" }
          timestamp: { column: Date, format: dd.MM.yyyy, zone: Europe/Prague }
          amount: { column: Amount, sign: negative_is_debit }
          currency: { value: EUR }
          category:
            rules:
              - { when: { Text: { contains: [salary, wages] }, $direction: credit }, value: salary }
              - { when: { Kind: [LOAN, MORTGAGE] }, value: loan_payment }
            otherwise: other
          channel: { column: Kind, values: { CARD: card, LOAN: direct_debit }, otherwise: transfer }
          due_date: { column: Due, format: dd.MM.yyyy }
        """;

    private const string Header = "Account;Date;Amount;Text;Kind;Due\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mapping_translates_columns_signs_dates_and_combinations()
    {
        var (run, rows) = await ImportAsync("""
            a1;01.03.2025;0,00;Opening balance;;
            a1;01.03.2025;2.500,00;March Salary ACME;TRANSFER;
            a1;02.03.2025;-310,5;Car;LOAN;01.03.2025
            a1;02.03.2025;-20;salary advance repaid;CARD;
            """);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("imported 3 transactions of 1 customer to ", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 left out by the mapping", run.Error, StringComparison.Ordinal);
        Assert.All(rows, r => Assert.Equal(("mb-a1", "EUR", TransactionStatus.Completed), (r.CustomerId, r.Currency, r.Status)));
        Assert.Equal((2500m, Direction.Credit, Category.Salary, Channel.Transfer), Facts(rows[0]));
        Assert.Equal((310.5m, Direction.Debit, Category.LoanPayment, Channel.DirectDebit), Facts(rows[1]));
        Assert.Equal((20m, Direction.Debit, Category.Other, Channel.Card), Facts(rows[2]));
        Assert.Equal(new DateOnly(2025, 3, 1), rows[1].DueDate);
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(1)), rows[0].Timestamp);
        Assert.Equal(rows[1].Timestamp.AddSeconds(1), rows[2].Timestamp);
    }

    [Fact]
    public async Task Summer_time_moves_the_offset()
    {
        var (_, rows) = await ImportAsync("a1;01.07.2025;1;x;;");
        Assert.Equal(TimeSpan.FromHours(2), Assert.Single(rows).Timestamp.Offset);
    }

    [Fact]
    public async Task Every_problem_of_every_bad_row_is_told_and_nothing_is_written()
    {
        var (run, rows) = await ImportAsync("""
            a1;01.03.2025;10;x;;
            a1;2025-03-01;ten;x;;
            a 2;01.03.2025;0;x;;31.02.2025
            a1;01.03.1889;5;x;;
            a1;01.03.2025;5;x
            a1;01.03.2025;5;stray " quote;;
            """);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(rows);
        Assert.False(File.Exists(_folder.File("out.ndjson")));
        Assert.Equal("line 3, column Amount, value 'ten': must be a number like 1234,56", run.ErrorLines[0]);
        Assert.Equal("line 3, column Date, value '2025-03-01': must be a moment like dd.MM.yyyy", run.ErrorLines[1]);
        Assert.StartsWith("line 4, column Amount, value '0': amount must be more than 0", run.ErrorLines[2], StringComparison.Ordinal);
        Assert.Equal("line 4, column Due, value '31.02.2025': must be a date like dd.MM.yyyy", run.ErrorLines[3]);
        Assert.StartsWith("line 5, column Date, value '01.03.1889': timestamp must not be before 1990", run.ErrorLines[4], StringComparison.Ordinal);
        Assert.StartsWith("line 6, value 'a1;01.03.2025;5;x': must have as many values as the header", run.ErrorLines[5], StringComparison.Ordinal);
        Assert.StartsWith("line 7, value", run.ErrorLines[6], StringComparison.Ordinal);
        Assert.Equal("pdi: 5 of 6 rows are bad; nothing was written (--on-error skip leaves bad rows out)", run.ErrorLines[7]);
    }

    [Fact]
    public async Task A_rule_of_the_wire_format_names_the_column_that_breaks_it()
    {
        var (run, _) = await ImportAsync("a 2;01.03.2025;1;x;;");
        Assert.StartsWith("line 2, column Account, value 'a 2': customer_id must be", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skip_leaves_bad_rows_out_and_still_fails_the_command()
    {
        var (run, rows) = await ImportAsync("a1;01.03.2025;10;x;;\na1;nonsense;10;x;;\na1;02.03.2025;11;x;;", "--on-error", "skip");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([10m, 11m], rows.Select(r => r.Amount.ToDecimal()));
        Assert.Contains("3 rows read, 1 bad", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_lists_at_most_twenty_problems()
    {
        var (run, _) = await ImportAsync(string.Join('\n', Enumerable.Repeat("a1;nonsense;10;x;;", 100)));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(21, run.ErrorLines.Count);
        Assert.StartsWith("pdi: stopped after 20 problems", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_import_keeps_the_file_that_was_there()
    {
        _folder.Write("out.ndjson", "precious\n");
        var (run, _) = await ImportAsync("a1;nonsense;10;x;;");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("precious\n", await File.ReadAllTextAsync(_folder.File("out.ndjson")));
        Assert.Equal(["in.csv", "map.yaml", "out.ndjson"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Output_is_in_order_of_time_whatever_the_order_of_the_input()
    {
        var (_, rows) = await ImportAsync("a1;03.03.2025;3;x;;\na2;01.03.2025;1;x;;\na1;02.03.2025;2;x;;\na2;01.03.2025;1,5;x;;");
        Assert.Equal([1m, 1.5m, 2m, 3m], rows.Select(r => r.Amount.ToDecimal()));
    }

    [Fact]
    public async Task Generated_ids_are_the_same_for_the_same_row_and_differ_between_equal_rows()
    {
        const string Rows = "a1;01.03.2025;1;x;;\na1;01.03.2025;1;x;;\na1;01.03.2025;2;x;;";
        var (_, first) = await ImportAsync(Rows);
        var (_, second) = await ImportAsync(Rows);
        Assert.Equal(3, first.Select(r => r.TransactionId).Distinct().Count());
        Assert.Equal(first.Select(r => r.TransactionId), second.Select(r => r.TransactionId));
    }

    [Fact]
    public async Task Newest_first_statements_keep_the_order_of_events_within_a_day()
    {
        _folder.Write("map.yaml", Mapping.Replace("zone: Europe/Prague", "offset: \"+01:00\", within_day: newest_first", StringComparison.Ordinal));
        var (_, rows) = await ImportAsync("a1;02.03.2025;4;x;;\na1;01.03.2025;3;x;;\na1;01.03.2025;2;x;;", keepMapping: true);
        Assert.Equal([2m, 3m, 4m], rows.Select(r => r.Amount.ToDecimal()));
    }

    [Fact]
    public async Task Gzip_and_standard_input_are_read_and_standard_output_is_written()
    {
        _folder.Write("map.yaml", Mapping);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Header + "a1;01.03.2025;10;x;;\n"));
        var run = await PdiRun.ExecuteAsync(packed.ToArray(), "import", "--map", _folder.File("map.yaml"), "-");
        Assert.Equal(0, run.ExitCode);
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(run.Output.TrimEnd()), DateTimeOffset.UtcNow, out var transaction, out _));
        Assert.Equal(10m, transaction!.Amount.ToDecimal());
    }

    [Fact]
    public async Task A_column_that_the_file_does_not_have_is_named()
    {
        var (run, _) = await ImportAsync("x", header: "Konto;Date;Amount;Text;Kind;Due\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("customer_id reads the column 'Account', which the input does not have; it has Konto, Date", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_the_real_transactions_are_imported()
    {
        var source = Repository.SharedFile("data/berka-1993.asc.gz");
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", source, "--out", _folder.File("out.ndjson"));
        var rows = ReadOutput();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(49_101, rows.Count);
        // The header's own name is not an account, so there are 1,229 of them.
        Assert.Equal(1_229, rows.Select(r => r.CustomerId).Distinct().Count());
        Assert.Equal(49_101, rows.Select(r => r.TransactionId).Distinct().Count());
        Assert.Equal(1_770, rows.Count(r => r.Category == Category.Pension));
        Assert.Equal(3_719, rows.Count(r => r.Category == Category.Rent));
        Assert.Equal(64, rows.Count(r => r.Category == Category.Penalty));
        Assert.Equal(9_462, rows.Count(r => r is { Category: Category.Other, Direction: Direction.Credit }));
        Assert.All(rows.GroupBy(r => r.CustomerId), of => Assert.Equal(of.Count(), of.Select(r => r.Timestamp).Distinct().Count()));
        // Every balance follows from the one before, but for rows of the last day whose fellows the extract has lost.
        Assert.Equal(29, rows.GroupBy(r => r.CustomerId).Sum(of => of.Zip(of.Skip(1)).Count(pair => !Follows(pair.First, pair.Second))));
    }

    private static bool Follows(Transaction before, Transaction after)
    {
        var signed = after.Direction == Direction.Credit ? after.Amount : -after.Amount;
        return Math.Abs((before.BalanceAfter!.Value + signed - after.BalanceAfter!.Value).ToDecimal()) <= 0.25m;
    }

    private static (decimal, Direction, Category, Channel) Facts(Transaction t) => (t.Amount.ToDecimal(), t.Direction, t.Category, t.Channel);

    private async Task<(PdiRun Run, List<Transaction> Rows)> ImportAsync(string rows, params string[] more) => await ImportAsync(rows, Header, false, more);

    private async Task<(PdiRun Run, List<Transaction> Rows)> ImportAsync(string rows, string header = Header, bool keepMapping = false, params string[] more)
    {
        if (!keepMapping)
            _folder.Write("map.yaml", Mapping);
        _folder.Write("in.csv", header + rows + "\n");
        var run = await PdiRun.ExecuteAsync(["import", "--map", _folder.File("map.yaml"), _folder.File("in.csv"), "--out", _folder.File("out.ndjson"), "--force", .. more]);
        return (run, run.ExitCode == 0 || more.Length > 0 ? ReadOutput() : []);
    }

    private List<Transaction> ReadOutput() => [.. File.ReadLines(_folder.File("out.ndjson")).Select(line =>
    {
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(line), DateTimeOffset.UtcNow, out var transaction, out var rejection), rejection?.Error);
        return transaction!;
    })];
}
