using Npgsql;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

public sealed class PostgresStoreTests(PostgresFixture server) : StoreContract, IClassFixture<PostgresFixture>
{
    private string? _connection;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Connection => _connection ??= server.CreateDatabase(connection => Opened(connection).Dispose());

    [Fact]
    public async Task Everything_is_there_when_opened_again()
    {
        var random = new Random(7);
        StoreTotals totals;
        using (var store = Open())
        {
            store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
            for (var commit = 0; commit < 10; commit++)
                store.Commit(Samples.Batch(store.ReadTotals(), Unit(random)));
            totals = store.ReadTotals();
        }

        using var again = Open();
        Assert.Equal(totals, again.ReadTotals());
        Assert.Equal(70, again.ReadLog(0).Count());
        again.Commit(Samples.Batch(totals, Unit(random)));
        Assert.Equal(77, again.ReadTransactionIds(2).Count());
        Assert.Equal(77, (await again.ReadTransactionsAsync(2, null, 1000, Token)).Items.Count);
        Assert.Equal(77, (await again.ReadScoresAsync(2, null, 1000, Token)).Items.Count);
        Assert.Equal(11, (await again.ReadDeadLettersAsync(0, 1000, Token)).Count);
    }

    [Fact]
    public async Task A_commit_that_the_server_refuses_leaves_nothing_and_can_be_repeated()
    {
        using var store = Open();
        var random = new Random(8);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
        var before = store.ReadTotals();
        var batch = Samples.Batch(before, Unit(random));
        Execute("ALTER TABLE dead_letters ADD CONSTRAINT full_up CHECK (dead_letter_id < 1)");

        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Contains("full_up", Assert.Throws<StoreException>(() => store.Commit(batch)).Message, StringComparison.Ordinal);

        Assert.Equal(before, store.ReadTotals());
        Assert.Empty(store.ReadLog(0));
        Execute("ALTER TABLE dead_letters DROP CONSTRAINT full_up");
        store.Commit(batch);
        Assert.Equal(batch.Totals, store.ReadTotals());
        Assert.Equal(7, (await store.ReadTransactionsAsync(2, null, 1000, Token)).Items.Count);
    }

    [Fact]
    public void A_text_with_characters_that_postgres_cannot_hold_comes_back_as_it_was()
    {
        using var store = Open();
        var unit = Samples.Customers(1);
        string[] merchants = ["\0", "a\0b\x1A", "\x1A\x30", "\x1A\x31\0", "\u0001\u007f"];
        for (var i = 0; i < merchants.Length; i++)
            unit.Log.Add(LogEntry.Of(1, Samples.Transaction(new Random(i), 1, i) with { Merchant = merchants[i] }));
        unit.Log.Add(LogEntry.Of(1, Samples.Transaction(new Random(9), 1, 9) with { Merchant = "half a pair: \uD83D" }));

        store.Commit(Samples.Batch(StoreTotals.Empty, unit));

        Assert.Equal([.. merchants, "half a pair: \uFFFD"], store.ReadLog(0).Select(e => e.Entry.Transaction!.Merchant));
    }

    [Fact]
    public void A_month_gets_its_partition_when_it_arrives_and_there_is_no_place_for_rows_without_one()
    {
        using var store = Open();
        var unit = Samples.Customers(1);
        DateTimeOffset[] moments = [new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 0, 30, 0, TimeSpan.FromHours(1)), new(2026, 2, 28, 23, 30, 0, TimeSpan.FromHours(-1))];
        for (var i = 0; i < moments.Length; i++)
            unit.Log.Add(LogEntry.Of(1, Samples.Transaction(new Random(i), 1, i) with { Timestamp = moments[i] }));

        store.Commit(Samples.Batch(StoreTotals.Empty, unit));

        Assert.Equal(
            ["transactions_1990_01 1", "transactions_2026_02 1", "transactions_2026_03 1"],
            Strings("SELECT tableoid::regclass || ' ' || count(*) FROM transactions GROUP BY tableoid ORDER BY 1"));
        Assert.Equal(["0"], Strings("SELECT count(*)::text FROM pg_class WHERE pg_get_expr(relpartbound, oid) = 'DEFAULT'"));
    }

    [Fact]
    public void Codes_are_spelled_out_in_the_words_of_the_wire()
    {
        using var store = Open();

        Check<Direction>("direction");
        Check<Category>("category");
        Check<Channel>("channel");
        Check<TransactionStatus>("transaction_status");
        Check<Domain.Risk.Maturity>("maturity");
        Check<Domain.Interventions.InterventionKind>("intervention_kind");
        Check<Domain.Interventions.ContactChannel>("contact_channel");
        Check<Domain.Interventions.Driver>("driver");
        Check<InterventionStatus>("intervention_status");
        Assert.Equal(["LOW", "MEDIUM", "HIGH", "CRITICAL"], Codes("risk_level"));

        void Check<T>(string kind)
            where T : struct, Enum => Assert.Equal(WireNames<T>.All, Codes(kind));

        List<string> Codes(string kind) => Strings($"SELECT name FROM codes WHERE kind = '{kind}' ORDER BY code");
    }

    [Fact]
    public void Every_question_of_the_docs_is_answered()
    {
        using var store = Open();
        var random = new Random(5);
        var unit = Samples.Customers(3);
        for (var i = 0; i < 40; i++)
        {
            unit.Log.Add(LogEntry.Of(1 + (i % 3), Samples.Transaction(random, 1 + (i % 3), i)));
            unit.Scores.Add(new ScoreEntry(1 + (i % 3), new Domain.Risk.ScorePoint(Samples.Start.AddHours(i), i / 40.0, (Domain.Risk.RiskLevel)(i % 4)) { ModelVersion = "m" }));
        }

        unit.Interventions.Add(new InterventionEntry(1, 1, Samples.Intervention(random, 1, 1), InterventionStatus.Proposed));
        unit.DeadLetters.Add(new DeadLetterEntry(new DeadLetter("{", "error", "http", Samples.Start)));
        unit.MissedPayments.Add(new MissedPaymentEntry(1, new MissedPayment("c1", Category.Rent, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 9), new Money(500_0000))));
        store.Commit(Samples.Batch(StoreTotals.Empty with { StreamMs = Samples.Start.AddHours(40).ToUnixTimeMilliseconds() }, unit));

        var questions = File.ReadAllText(Repository.PathOf("docs/postgres.md")).Split("## Questions")[1].Split("```")[1]["sql".Length..]
            .Replace("c000123", "c1", StringComparison.Ordinal).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.True(questions.Length >= 8);
        Assert.All(questions, question => Assert.NotEmpty(Strings($"SELECT answer::text FROM ({question}) AS answer")));
        Assert.Equal(["c1 CRITICAL", "c3 HIGH", "c2 MEDIUM"], Strings("SELECT customer_id || ' ' || risk_level FROM customers_at_risk ORDER BY severity DESC"));
    }

    [Fact]
    public void A_view_needs_no_right_to_the_tables_behind_it()
    {
        using var store = Open();
        Execute("CREATE ROLE analyst LOGIN; GRANT SELECT ON recent_risk_scores, customers_at_risk, interventions_by_level, refused_documents TO analyst");

        Execute("SET ROLE analyst; SELECT * FROM recent_risk_scores; SELECT * FROM customers_at_risk; SELECT * FROM interventions_by_level; SELECT * FROM refused_documents");
    }

    protected override IStore Open() => Opened(Connection);

    private static PostgresStore Opened(string connection) => PostgresStore.OpenAsync(connection, mayCreate: true, Token).GetAwaiter().GetResult();

    private static CommitUnit Unit(Random random)
    {
        var unit = new CommitUnit();
        for (var i = 0; i < 7; i++)
        {
            unit.Log.Add(LogEntry.Of(2, Samples.Transaction(random, 2, i)));
            unit.Scores.Add(new ScoreEntry(2, new Domain.Risk.ScorePoint(Samples.Start.AddDays(20 * i), 0.5, Domain.Risk.RiskLevel.High)));
        }

        unit.DeadLetters.Add(new DeadLetterEntry(new DeadLetter("{", "error", "http", Samples.Start)));
        return unit;
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private List<string> Strings(string sql)
    {
        using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var all = new List<string>();
        while (row.Read())
            all.Add(row.GetString(0));
        return all;
    }
}
