using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Synthetic.Tests.Files;

public sealed class PopulationFolderTests : IDisposable
{
    private const string Header =
        "transaction_id,customer_id,timestamp,amount,direction,category,channel,status,balance_after,currency,merchant,due_date";

    private static readonly PopulationOptions Options = new() { Customers = 25, Months = 3 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_equal()
    {
        var population = new Population(Options);
        var folder = new PopulationFolder(_folder.Path);
        var days = new List<DateOnly>();
        var count = folder.Write(population, null, (day, _) => days.Add(day));
        var lives = population.CreateLives();
        var chronicle = new Chronicle(lives, Options.End);
        var expected = chronicle.Transactions().ToList();
        Assert.Equal(expected, folder.ReadTransactions());
        Assert.Equal(expected.Count, count);
        Assert.Equal(chronicle.TakeMissed(), folder.ReadMissedPayments());
        Assert.Equal(lives.Sum(l => l.History.Count), folder.ReadCauses().Count());
        Assert.Equal(lives.Select(l => l.CustomerId), folder.ReadCustomers().Select(c => c.CustomerId));
        Assert.Equal(
            lives.Select(l => (l.Profile with { Obligations = [] }, string.Join(' ', l.Profile.Obligations))),
            folder.ReadCustomers().Select(c => (c.Profile with { Obligations = [] }, string.Join(' ', c.Profile.Obligations))));
        Assert.True(days.Count > 80);
        Assert.Equal(days.Order(), days);
    }

    [Fact]
    public void The_oracle_is_written_on_its_days_and_gone_when_it_is_not_asked_for_again()
    {
        var population = new Population(Options);
        var folder = new PopulationFolder(_folder.Path);
        var from = Options.Start.AddDays(60);
        var oracle = new OracleOptions { Draws = 20, SpacingDays = 7, From = from };
        folder.Write(population, oracle);
        var estimates = folder.ReadOracle().ToList();
        var grid = new CutOffDays(7);
        var days = Options.End.DayNumber - from.DayNumber;
        Assert.InRange(estimates.Count, Options.Customers * (days / 7), Options.Customers * ((days / 7) + 1));
        Assert.All(estimates, e => Assert.True(e.Day >= from && grid.Contains(e.CustomerId, e.Day.DayNumber)));
        var life = population.CreateLife(0);
        List<MissedPayment> missed = [];
        var own = estimates.Where(e => e.CustomerId == life.CustomerId).ToList();
        while (life.Today <= own[0].Day)
            life.LiveDayUnseen(missed);
        Assert.Equal(new Oracle(oracle, Options).Estimate(life), own[0]);

        folder.Write(population);
        Assert.False(File.Exists(folder.OracleFile));
    }

    [Fact]
    public void A_cancellation_is_heard_between_two_lives_and_leaves_no_file()
    {
        var population = new Population(Options with { Customers = 100_000 });
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => population.CreateLives(cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => new PopulationFolder(_folder.Path).Write(population, cancellationToken: cancelled.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        var deep = Path.Combine(_folder.Path, "a", "b", "");
        Assert.Throws<OperationCanceledException>(() => new PopulationFolder(deep).Write(population, cancellationToken: cancelled.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));

        var lives = new Population(Options).CreateLives();
        Assert.Throws<OperationCanceledException>(() => new Chronicle(lives, Options.End).LiveDay(cancelled.Token));
        Assert.All(lives, life => Assert.Equal(Options.Start, life.Today));
    }

    [Fact]
    public void The_header_has_the_names_of_the_wire()
    {
        var folder = new PopulationFolder(_folder.Path);
        folder.Write(new Population(Options with { Months = 1, Customers = 1 }));
        Assert.Equal(Header, File.ReadLines(folder.TransactionsFile).First());
    }

    [Fact]
    public void Columns_may_stand_in_another_order_and_fields_in_quotes()
    {
        Write("""
            merchant,extra,status,transaction_id,customer_id,timestamp,amount,direction,category,channel,balance_after,currency,due_date
            "Bread, ""fresh"" and more",x,completed,t1,c1,2025-03-01T09:30:00.25Z,12.3456,debit,groceries,card,-0.05,,
            """);
        var transaction = Assert.Single(new PopulationFolder(_folder.Path).ReadTransactions());
        Assert.Equal("Bread, \"fresh\" and more", transaction.Merchant);
        Assert.Equal(12.3456m, transaction.Amount.ToDecimal());
        Assert.Equal(-0.05m, transaction.BalanceAfter?.ToDecimal());
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 9, 30, 0, 250, TimeSpan.Zero), transaction.Timestamp);
        Assert.Null(transaction.Currency);
        Assert.Null(transaction.DueDate);
    }

    [Theory]
    [InlineData("t1,c1,2025-03-01T09:30:00,5,debit,groceries,card,completed,,,,", "timestamp", "offset")]
    [InlineData("t1,c1,2025-02-30T09:30:00+01:00,5,debit,groceries,card,completed,,,,", "timestamp", "offset")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,five,debit,groceries,card,completed,,,,", "amount", "number")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5.00001,debit,groceries,card,completed,,,,", "amount", "decimal places")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5,debit,food,card,completed,,,,", "category", "groceries")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5,debit,groceries,card,completed,,,,soon", "due_date", "date")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,-5,debit,groceries,card,completed,,,,", "", "amount must be more than 0")]
    [InlineData("t1,c 1,2025-03-01T09:30:00Z,5,debit,groceries,card,completed,,,,", "", "customer_id")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5,debit,groceries,card,completed,,,", "", "12 fields")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5,debit,groceries,card,completed,,,,,", "", "12 fields")]
    [InlineData("t1,c1,2025-03-01T09:30:00Z,5,debit,groceries,card,completed,,,\"a,", "", "quoted")]
    public void A_broken_line_is_named_with_file_line_column_and_rule(string line, string column, string rule)
    {
        Write($"{Header}\nt0,c1,2025-03-01T09:30:00+00:00,5,debit,groceries,card,completed,,,,\n{line}\n");
        var folder = new PopulationFolder(_folder.Path);
        var error = Assert.Throws<PopulationFormatException>(() => folder.ReadTransactions().Count());
        Assert.Equal(folder.TransactionsFile, error.File);
        Assert.Equal(3, error.Line);
        Assert.Equal(column, error.Column);
        Assert.Contains(rule, error.Rule, StringComparison.Ordinal);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        Write(Header.Replace("status,", "", StringComparison.Ordinal));
        var error = Assert.Throws<PopulationFormatException>(() => new PopulationFolder(_folder.Path).ReadTransactions().Any());
        Assert.Equal((1L, "status"), (error.Line, error.Column));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        File.WriteAllBytes(_folder.File("transactions.csv"), [.. System.Text.Encoding.UTF8.GetBytes(Header + "\n"), 0xFF, 0xFE, (byte)'\n']);
        var error = Assert.Throws<PopulationFormatException>(() => new PopulationFolder(_folder.Path).ReadTransactions().Any());
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missed_payment_of_something_that_is_no_obligation_is_refused()
    {
        File.WriteAllText(_folder.File("missed_payments.csv"), "customer_id,obligation,due_date,missed_on,amount\nc1,dining,2025-01-01,2025-01-05,10\n");
        var error = Assert.Throws<PopulationFormatException>(() => new PopulationFolder(_folder.Path).ReadMissedPayments().Any());
        Assert.Equal((2L, "obligation"), (error.Line, error.Column));
    }

    [Fact]
    public void A_cancelled_generation_stops_and_leaves_no_file_behind()
    {
        using var stop = new CancellationTokenSource();
        var folder = new PopulationFolder(_folder.Path);
        Assert.Throws<OperationCanceledException>(() => folder.Write(new Population(Options), null, (_, _) => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private void Write(string text) => File.WriteAllText(_folder.File("transactions.csv"), text);
}
