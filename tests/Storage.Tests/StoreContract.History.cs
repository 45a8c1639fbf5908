using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

/// <content>What lies behind a customer, and what all customers' interventions and dead letters are listed by.</content>
public abstract partial class StoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task History_is_newest_first_before_a_moment_and_up_to_a_limit(int seed)
    {
        using var store = Open();
        var random = new Random(seed);
        var transactions = new List<Transaction>();
        var scores = new List<(int Customer, ScorePoint Point)>();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(70)));
        for (var commit = 0; commit < 60; commit++)
        {
            var unit = new CommitUnit();
            for (var i = 0; i < 20; i++)
            {
                // Numbers 1, 65 and 129 share a group; the rest are in the way.
                var customer = random.Next(3) == 0 ? random.Next(1, 71) : random.Next(2) == 0 ? 1 : 65;
                var transaction = Samples.Transaction(random, customer, transactions.Count);
                transactions.Add(transaction);
                unit.Log.Add(LogEntry.Of(customer, transaction));
                if (random.Next(3) != 0)
                    continue;
                var point = new ScorePoint(Samples.Start.AddHours(transactions.Count), random.NextDouble(), (RiskLevel)random.Next(4))
                {
                    ModelVersion = random.Next(4) == 0 ? null : $"model {random.Next(3)}",
                    Shadow = random.Next(2) == 0 ? null : new ShadowScore($"model {random.Next(3)}", random.NextDouble(), (RiskLevel)random.Next(4)),
                };
                scores.Add((customer, point));
                unit.Scores.Add(new ScoreEntry(customer, point));
            }

            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }

        foreach (var customer in new[] { 1, 2, 65, 70 })
        {
            foreach (var limit in new[] { 1, 7, 1000 })
            {
                DateTimeOffset? before = random.Next(2) == 0 ? null : Samples.Start.AddMinutes(random.Next(transactions.Count * 60));
                var expected = transactions.Where(t => t.CustomerId == $"c{customer}" && (before is null || t.Timestamp < before)).OrderByDescending(t => t.Timestamp).Take(limit);
                HistoryCursor? place = before is { } moment ? new HistoryCursor(moment, 0) : null;
                Assert.Equal(expected, (await store.ReadTransactionsAsync(customer, place, limit, Token)).Items);
                var points = scores.Where(s => s.Customer == customer && (before is null || s.Point.At < before)).Select(s => s.Point).Reverse().Take(limit);
                Assert.Equal(points, (await store.ReadScoresAsync(customer, place, limit, Token)).Items);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Pages_neither_lose_nor_repeat_what_happened_at_one_moment(int limit)
    {
        using var store = Open();
        var random = new Random(limit);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        for (var commit = 0; commit < 12; commit++)
        {
            var unit = new CommitUnit();
            for (var i = 0; i < 20; i++)
            {
                // Few moments, so that many share one, and the log is not in order of time.
                var at = Samples.Start.AddDays(commit / 4).AddHours(random.Next(3));
                var customer = random.Next(1, 3);
                unit.Log.Add(LogEntry.Of(customer, Samples.Transaction(random, customer, (commit * 20) + i) with { Timestamp = at }));
                unit.Scores.Add(new ScoreEntry(customer, new ScorePoint(at, random.NextDouble(), RiskLevel.Low)));
                unit.Interventions.Add(new InterventionEntry(customer, (commit * 20) + i, Samples.Intervention(random, customer, (commit * 20) + i) with { At = at }, InterventionStatus.Proposed));
            }

            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }

        var transactions = await PagesAsync(limit, place => store.ReadTransactionsAsync(1, place, limit, Token));
        var scores = await PagesAsync(limit, place => store.ReadScoresAsync(1, place, limit, Token));
        var interventions = await PagesAsync(limit, place => store.ReadInterventionsAsync(1, place, limit, Token));

        var own = store.ReadLog(0).Where(e => e.Entry.CustomerNo == 1).OrderByDescending(e => e.Entry.Transaction!.Timestamp).ThenByDescending(e => e.Position).ToList();
        Assert.Equal(own.Select(e => e.Entry.Transaction!.TransactionId), transactions.Select(t => t.TransactionId));
        Assert.Equal(own.Count, scores.Distinct().Count());
        Assert.Equal(scores.OrderByDescending(s => s.At), scores);
        Assert.Equal(own.Count, interventions.Count);
        Assert.Equal(interventions.OrderByDescending(i => i.Intervention.At).ThenByDescending(i => i.Sequence).Select(i => i.Sequence), interventions.Select(i => i.Sequence));
        Assert.Equal(interventions.Count, interventions.DistinctBy(i => i.Sequence).Count());
    }

    [Fact]
    public async Task Interventions_come_by_sequence_and_by_customer_with_every_field()
    {
        using var store = Open();
        var random = new Random(1);
        var written = new List<SequencedIntervention>();
        var numbers = new int[4];
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));
        for (var commit = 0; commit < 5; commit++)
        {
            var unit = new CommitUnit();
            for (var i = 0; i < 4; i++)
            {
                var customer = random.Next(1, 4);
                var intervention = Samples.Intervention(random, customer, ++numbers[customer]);
                var status = (InterventionStatus)random.Next(2);
                unit.Interventions.Add(new InterventionEntry(customer, numbers[customer], intervention, status));
                written.Add(new SequencedIntervention(written.Count + 1, intervention, status));
            }

            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }

        Assert.Equivalent(written, await store.ReadInterventionsAsync(0, 100, Token), strict: true);
        Assert.Equal([8, 9, 10], (await store.ReadInterventionsAsync(7, 3, Token)).Select(i => i.Sequence));
        Assert.Empty(await store.ReadInterventionsAsync(20, 3, Token));
        var own = written.Where(i => i.Intervention.CustomerId == "c2").Reverse().ToList();
        Assert.Equal(own.Select(i => i.Sequence), (await store.ReadInterventionsAsync(2, null, 100, Token)).Items.Select(i => i.Sequence));
        Assert.Equal(own.Skip(1).Take(1).Select(i => i.Sequence), (await store.ReadInterventionsAsync(2, new HistoryCursor(own[0].Intervention.At, 0), 1, Token)).Items.Select(i => i.Sequence));
        Assert.Equal(Enumerable.Range(1, 3).Where(c => numbers[c] > 0).ToDictionary(c => c, c => numbers[c]), store.ReadInterventionNumbers());
    }

    [Fact]
    public async Task Dead_letters_come_in_order_of_sequence()
    {
        using var store = Open();
        var letters = Enumerable.Range(0, 5).Select(i => new DeadLetter($"{{\u0000{i}", $"error {i}", "http", Samples.Start.AddSeconds(i))).ToList();
        var unit = new CommitUnit();
        unit.DeadLetters.AddRange(letters.Select((letter, i) => i < 2 ? new DeadLetterEntry(letter) : new DeadLetterEntry(letter, i, $"t{i} “é”")));
        unit.DeadLetters[4] = unit.DeadLetters[4] with { CustomerNo = 3 };
        store.Commit(Samples.Batch(StoreTotals.Empty, unit));

        var all = letters.Select((letter, i) => new SequencedDeadLetter(i + 1, letter)).ToList();
        Assert.Equal(all, await store.ReadDeadLettersAsync(0, 10, Token));
        Assert.Equal(all.GetRange(2, 2), await store.ReadDeadLettersAsync(2, 2, Token));
        Assert.Empty(await store.ReadDeadLettersAsync(5, 2, Token));
        Assert.Equal(5, store.ReadTotals().DeadLetters);
        Assert.Equal(["t3 “é”", "t4 “é”"], store.ReadBuriedIds(3).Order(StringComparer.Ordinal));
        Assert.Equal(["t2 “é”"], store.ReadBuriedIds(2));
        Assert.Empty(store.ReadBuriedIds(1));
    }

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
