using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>What lies behind a customer, what models are judged by, and what operators ask.</summary>
public sealed class ClusterHistoryTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly ClusterDatabase _database = ClusterDatabase.Create(server);

    [Fact]
    public async Task Profiles_that_cannot_be_read_are_their_customers_concern_alone()
    {
        await using var store = await _database.OpenAsync();
        foreach (var id in new[] { "c1", "c2", "c3" })
            await store.CommitAsync(new CustomerCommit { CustomerId = id, AfterVersion = 0, State = new byte[] { 1 }, Profile = new CustomerProfile { Region = "north" } }, Token);

        _database.Execute("UPDATE cluster.profiles SET profile = '[1]' WHERE customer_no = 1");
        _database.Execute("""UPDATE cluster.profiles SET profile = '{"form":2,"segment":{"name":"x"}}' WHERE customer_no = 3""");

        Assert.Equal([2], store.ReadProfiles().Select(p => p.CustomerNo));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Pages_neither_lose_nor_repeat_what_happened_at_one_moment(int limit)
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(limit);
        List<CustomerCommit> made = [];
        for (var version = 0; version < 12; version++)
        {
            for (var customer = 1; customer <= 2; customer++)
            {
                var commit = ClusterSamples.Commit(random, customer, version, 0);
                commit.Scores.Clear();
                for (var i = 0; i < 10; i++)
                {
                    // Few moments, so that many share one, over three months and not in order of time.
                    var at = Samples.Start.AddDays(28 * random.Next(3)).AddHours(random.Next(3));
                    commit.Transactions.Add(Samples.Transaction(random, customer, (version * 100) + i) with { Timestamp = at });
                    commit.Scores.Add(ClusterSamples.Score(random, 0) with { At = at });
                    commit.Interventions.Add(new NumberedIntervention((version * 100) + i, Samples.Intervention(random, customer, (version * 100) + i) with { At = at }, InterventionStatus.Lapsed));
                }

                await store.CommitAsync(commit, Token);
                if (customer == 1)
                    made.Add(commit);
            }
        }

        // Newest first, and of one moment the one that was recorded last.
        Assert.Equal(Latest(made.SelectMany(c => c.Transactions), t => t.Timestamp), await PagesAsync(limit, place => store.ReadTransactionsAsync("c1", place, limit, Token)));
        Assert.Equal(Latest(made.SelectMany(c => c.Scores), s => s.At), await PagesAsync(limit, place => store.ReadScoresAsync("c1", place, limit, Token)));
        Assert.Equal(
            Latest(made.SelectMany(c => c.Interventions), i => i.Intervention.At).Select(i => i.Intervention.InterventionId),
            (await PagesAsync(limit, place => store.ReadInterventionsAsync("c1", place, limit, Token))).Select(i => i.Intervention.InterventionId));

        // A place between two milliseconds, and before everything of one.
        var middle = Samples.Start.AddDays(28).AddHours(1);
        Assert.Equal(
            Latest(made.SelectMany(c => c.Scores).Where(s => s.At < middle), s => s.At), (await store.ReadScoresAsync("c1", new HistoryCursor(middle, 0), 1000, Token)).Items);
        Assert.Equal(
            Latest(made.SelectMany(c => c.Scores).Where(s => s.At <= middle), s => s.At), (await store.ReadScoresAsync("c1", new HistoryCursor(middle.AddTicks(3), long.MaxValue), 1000, Token)).Items);
    }

    [Fact]
    public async Task Interventions_come_back_with_every_field_and_the_sequence_that_the_receipt_names()
    {
        await using var store = await _database.OpenAsync();
        var random = new Random(1);
        var told = new List<SequencedIntervention>();
        for (var version = 0; version < 5; version++)
            told.AddRange((await store.CommitAsync(ClusterSamples.Commit(random, random.Next(1) + version % 2, version / 2, 1, 3), Token)).Interventions);

        Assert.Equivalent(told, await store.ReadInterventionsAsync(0, 100, Token), strict: true);
        Assert.Equal([8, 9, 10], (await store.ReadInterventionsAsync(7, 3, Token)).Select(i => i.Sequence));
        Assert.Empty(await store.ReadInterventionsAsync(15, 3, Token));
        Assert.Equivalent(told.Where(i => i.Intervention.CustomerId == "c1").OrderByDescending(i => i.Intervention.At).ThenByDescending(i => i.Sequence), (await store.ReadInterventionsAsync("c1", null, 100, Token)).Items, strict: true);
    }

    [Fact]
    public async Task What_models_are_judged_by_comes_as_it_was_committed()
    {
        await using var store = await _database.OpenAsync();
        await using var other = await _database.OpenAsync();
        var due = new DateOnly(2026, 3, 1);
        var rent = new MissedPayment("c1", Category.Rent, due, due.AddDays(4), new Money(12_345_678));
        var point = new ScorePoint(Samples.Start.AddHours(5), 0.25, RiskLevel.Medium) { ModelVersion = "m", Shadow = new ShadowScore("s", 0.5, RiskLevel.High) };
        var first = new CustomerCommit { CustomerId = "c1", AfterVersion = 0, State = new byte[] { 1 }, Profile = new CustomerProfile { Region = "north" } };
        first.Scores.AddRange([point, point with { At = Samples.Start, ModelVersion = null, Shadow = null }, point with { At = Samples.Start.AddMonths(2) }]);
        first.MissedPayments.AddRange([rent, rent with { Amount = new Money(1) }, rent with { DueDate = due.AddMonths(1), MissedOn = due.AddMonths(1).AddDays(4) }]);
        first.ObservedDays.AddRange([Observed(due, "a", 1, 2, 3), Observed(due, "b", 5, 5, 5), Observed(due.AddDays(1), "a", 7, 0, 0), Observed(due, "a", 1, 1, 1)]);
        first.Interventions.Add(new NumberedIntervention(1, Samples.Intervention(new Random(1), 1, 1) with { At = Samples.Start.AddHours(2) }, InterventionStatus.Proposed));
        var second = new CustomerCommit { CustomerId = "c2", AfterVersion = 0, State = new byte[] { 2 } };
        second.Scores.Add(point with { At = Samples.Start.AddHours(6) });
        second.MissedPayments.Add(rent with { CustomerId = "c2" });
        second.ObservedDays.Add(Observed(due, "a", 0, 1, 10));
        second.Interventions.Add(new NumberedIntervention(1, Samples.Intervention(new Random(1), 2, 1) with { At = Samples.Start.AddHours(1) }, InterventionStatus.Lapsed));

        // At the same time through two stores, so that each adds up for itself.
        await store.CommitAsync(first, Token);
        await Task.WhenAll(store.CommitAsync(new CustomerCommit { CustomerId = "c1", AfterVersion = 1, MissedPayments = { rent } }, Token).AsTask(), other.CommitAsync(second, Token).AsTask());

        Assert.Equal([(1, first.Scores[0]), (1, first.Scores[2]), (2, second.Scores[0])], store.ReadScorePoints(Samples.Start.AddHours(5)).Select(s => (s.CustomerNo, s.Point)));
        Assert.Equal([(1, first.MissedPayments[0]), (2, second.MissedPayments[0])], store.ReadMissedPayments(due).Where(m => m.Payment.DueDate == due).OrderBy(m => m.CustomerNo).Select(m => (m.CustomerNo, m.Payment)));
        Assert.Equal(first.MissedPayments[2], Assert.Single(store.ReadMissedPayments(due.AddDays(5))).Payment);
        Assert.Equal([new NewCustomer(1, "c1"), new NewCustomer(2, "c2")], store.ReadCustomerIds());
        Assert.Equal([(1, "north")], store.ReadProfiles().Select(p => (p.CustomerNo, p.Profile.Region)));
        Assert.Equal(
            [new PastIntervention(1, Samples.Start.AddHours(2), InterventionStatus.Proposed), new PastIntervention(2, Samples.Start.AddHours(1), InterventionStatus.Lapsed)],
            store.ReadInterventions(Samples.Start).OrderBy(i => i.CustomerNo));
        Assert.Equal([1], store.ReadInterventions(Samples.Start.AddHours(2)).Select(i => i.CustomerNo));
        Assert.Equal(["a 2 4 14", "b 5 5 5", "a 7 0 0"], store.ReadObservedDays(due).Select(Text));
        Assert.Equal(["a 7 0 0"], store.ReadObservedDays(due.AddDays(1)).Select(Text));

        static ObservedDay Observed(DateOnly day, string model, params int[] counts) => new(day, model, PopulationCounts.Of(counts));

        static string Text(ObservedDay observed) => $"{observed.ModelVersion} {string.Join(' ', observed.Counts.Counts.ToArray())}";
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public async Task What_models_are_judged_by_can_be_read_of_a_part_of_the_customers(int nth)
    {
        await using var store = await _database.OpenAsync();
        var missed = new MissedPayment("", Category.Rent, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5), new Money(1));
        for (var i = 1; i <= 10; i++)
        {
            var commit = new CustomerCommit { CustomerId = $"c{i}", AfterVersion = 0, State = new byte[] { 1 }, Profile = new CustomerProfile() };
            commit.Scores.Add(new ScorePoint(Samples.Start, 0.25, RiskLevel.Medium));
            commit.MissedPayments.Add(missed with { CustomerId = commit.CustomerId });
            commit.Interventions.Add(new NumberedIntervention(1, Samples.Intervention(new Random(1), i, 1), InterventionStatus.Proposed));
            await store.CommitAsync(commit, Token);
        }

        var part = store.OfEvery(nth);

        var expected = Enumerable.Range(1, 10).Where(no => no % nth == 0).ToList();
        Assert.Equal(expected, part.ReadScorePoints(Samples.Start).Select(s => s.CustomerNo));
        Assert.Equal(expected, part.ReadMissedPayments(missed.DueDate).Select(m => m.CustomerNo).Order());
        Assert.Equal(expected, part.ReadCustomerIds().Select(c => c.No));
        Assert.Equal(expected, part.ReadProfiles().Select(p => p.CustomerNo));
        Assert.Equal(expected, part.ReadInterventions(DateTimeOffset.UnixEpoch).Select(i => i.CustomerNo));
        Assert.Equal(10, store.ReadLastCustomerNo());
        Assert.Equal(10, store.ReadCustomerIds().Count());
    }

    [Fact]
    public async Task Texts_that_postgres_cannot_hold_come_back_as_they_were()
    {
        await using var store = await _database.OpenAsync();
        var commit = new CustomerCommit { CustomerId = "c1", AfterVersion = 0, State = new byte[] { 1 } };
        string[] merchants = ["\0", "a\0b\x1A", "\x1A\x30", "\x1A\x31\0", "\u0001\u007f"];
        for (var i = 0; i < merchants.Length; i++)
            commit.Transactions.Add(Samples.Transaction(new Random(i), 1, i) with { Merchant = merchants[i] });

        await store.CommitAsync(commit, Token);

        Assert.Equal(merchants, (await store.ReadTransactionsAsync("c1", Token).ToListAsync(Token)).Select(t => t.Merchant));
    }

    [Fact]
    public async Task Operators_find_what_they_know_in_views_and_in_the_words_of_the_wire()
    {
        await using var store = await _database.OpenAsync();
        var commit = ClusterSamples.Commit(new Random(1), 1, 0, 2, 2);
        commit.Scores.Clear();
        commit.Summary = new StateSummary(0.75, RiskLevel.Critical, Maturity.Established, Samples.Start.AddDays(3));
        commit.Scores.AddRange([new ScorePoint(Samples.Start.AddDays(-30), 0.25, RiskLevel.Low), new ScorePoint(Samples.Start.AddDays(2), 0.75, RiskLevel.Critical) { ModelVersion = "m" }]);
        commit.MissedPayments.Add(new MissedPayment("c1", Category.CardPayment, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5), new Money(12_3456)));
        commit.DeadLetters.Add(new LateLetter("late", ClusterSamples.Letter("{}")));
        await store.CommitAsync(commit, Token);

        Assert.Equal(commit.Transactions.Select(t => $"c1 {t.TransactionId} {WireNames<Category>.All[(int)t.Category]}"), _database.Strings("SELECT customer_id || ' ' || transaction_id || ' ' || category FROM cluster.customer_transactions ORDER BY position"));
        Assert.Equal(["c1 CRITICAL m"], _database.Strings("SELECT customer_id || ' ' || risk_level || ' ' || model_version FROM cluster.recent_risk_scores"));
        Assert.Equal(["c1 CRITICAL 0.75 established"], _database.Strings("SELECT customer_id || ' ' || risk_level || ' ' || probability || ' ' || maturity FROM cluster.customers_at_risk"));
        Assert.Equal(["2"], _database.Strings("SELECT sum(proposed + lapsed)::text FROM cluster.interventions_by_level"));
        Assert.Equal(["c1 late error"], _database.Strings("SELECT customer_id || ' ' || transaction_id || ' ' || error FROM cluster.refused_documents"));
        Assert.Equal(["c1 card_payment"], _database.Strings("SELECT customer_id || ' ' || obligation FROM cluster.customer_missed_payments"));
        Assert.Equal(["2 0 1 2"], _database.Strings("SELECT concat_ws(' ', transactions, duplicates, dead_letters, interventions) FROM cluster.progress"));
        Check<Direction>("direction");
        Check<Category>("category");
        Check<Channel>("channel");
        Check<TransactionStatus>("transaction_status");
        Check<Maturity>("maturity");
        Check<Domain.Interventions.InterventionKind>("intervention_kind");
        Check<Domain.Interventions.ContactChannel>("contact_channel");
        Check<Domain.Interventions.Driver>("driver");
        Check<InterventionStatus>("intervention_status");
        Assert.Equal(["LOW", "MEDIUM", "HIGH", "CRITICAL"], Codes("risk_level"));

        void Check<T>(string kind)
            where T : struct, Enum => Assert.Equal(WireNames<T>.All, Codes(kind));

        List<string> Codes(string kind) => _database.Strings($"SELECT name FROM cluster.codes WHERE kind = '{kind}' ORDER BY code");
    }

    [Fact]
    public async Task States_and_customers_change_in_place()
    {
        const int Customers = 200, Versions = 20;
        var store = await _database.OpenAsync(new PostgresClusterStoreOptions { MostCommits = 40 });
        for (var version = 0; version < Versions; version++)
        {
            await Task.WhenAll(Enumerable.Range(0, Customers).Select(customer =>
            {
                var commit = ClusterSamples.Commit(new Random(customer), customer, version);
                commit.State = ClusterSamples.State(new Random(customer), 2400);
                return store.CommitAsync(commit, Token).AsTask();
            }));
        }

        await store.DisposeAsync();
        await Eventually.HoldsAsync(() => Updates("customers").All >= Customers * (Versions - 1) && Updates("states").All >= Customers * (Versions - 1));

        // A change that finds no room on its page is written into the indexes; such must be few.
        Assert.True(Updates("customers").InPlace >= 0.95 * Updates("customers").All, Updates("customers").ToString());
        Assert.True(Updates("states").InPlace >= 0.8 * Updates("states").All, Updates("states").ToString());
        Assert.Equal(["0"], _database.Strings("SELECT pg_relation_size(reltoastrelid)::text FROM pg_class WHERE oid = 'cluster.states'::regclass"));

        (long All, long InPlace) Updates(string table)
        {
            var figures = _database.Strings($"SELECT n_tup_upd || ' ' || n_tup_hot_upd FROM pg_stat_user_tables WHERE schemaname = 'cluster' AND relname = '{table}'")[0].Split(' ');
            return (long.Parse(figures[0], System.Globalization.CultureInfo.InvariantCulture), long.Parse(figures[1], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<T> Latest<T>(IEnumerable<T> recorded, Func<T, DateTimeOffset> at) => recorded.Reverse().OrderByDescending(at);

    private static async Task<List<T>> PagesAsync<T>(int limit, Func<HistoryCursor?, ValueTask<HistoryPage<T>>> read)
    {
        var all = new List<T>();
        for (HistoryCursor? place = null; ;)
        {
            var page = await read(place);
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            Assert.Equal(limit, page.Items.Count);
            place = page.Next;
        }
    }
}
