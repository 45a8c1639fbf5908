using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

/// <summary>What every store must hold to; a class per store runs it.</summary>
public abstract partial class StoreContract
{
    private static readonly CancellationToken Token = CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    [Fact]
    public async Task An_empty_store_is_empty()
    {
        using var store = Open();

        Assert.Equal(StoreTotals.Empty, store.ReadTotals());
        Assert.Empty(store.ReadCustomers());
        Assert.Empty(store.ReadLog(0));
        Assert.Empty(store.ReadTicks());
        Assert.Empty(store.ReadModels());
        Assert.Equal(new long[Slots.Count], store.ReadSlotPositions());
        Assert.Equal([default], store.ReadStored([1]));
        Assert.Empty(store.ReadTransactionIds(1));
        Assert.Empty(store.ReadTransactions(1));
        Assert.Empty(store.ReadBuriedIds(1));
        Assert.Empty(store.ReadInterventionNumbers());
        Assert.Empty((await store.ReadTransactionsAsync(1, null, 10, Token)).Items);
        Assert.Empty((await store.ReadScoresAsync(1, null, 10, Token)).Items);
        Assert.Empty((await store.ReadInterventionsAsync(1, null, 10, Token)).Items);
        Assert.Empty(await store.ReadInterventionsAsync(0, 10, Token));
        Assert.Empty(await store.ReadDeadLettersAsync(0, 10, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_log_comes_back_in_order_with_every_field(int seed)
    {
        using var store = Open();
        var random = new Random(seed);
        var written = new List<LogEntry>();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(5)));
        for (var commit = 0; commit < 20; commit++)
        {
            var units = new List<CommitUnit>();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var unit = new CommitUnit();
                for (var i = random.Next(12); i > 0; i--)
                {
                    var customer = random.Next(1, 6);
                    unit.Log.Add(random.Next(5) == 0
                        ? Samples.Tick(random)
                        : LogEntry.Of(customer, Samples.Transaction(random, customer, written.Count + i)));
                }

                written.AddRange(unit.Log);
                units.Add(unit);
            }

            var batch = Samples.Batch(store.ReadTotals(), [.. units]);
            store.Commit(batch);
            Assert.Equal(batch.Totals, store.ReadTotals());
        }

        Assert.Equal(written.Select((e, i) => new PositionedEntry(i + 1, e)), store.ReadLog(0));
        var half = written.Count / 2;
        Assert.Equal(written.Skip(half), store.ReadLog(half).Select(e => e.Entry));
        Assert.Empty(store.ReadLog(written.Count));
        for (var no = 1; no <= 5; no++)
        {
            var own = written.Where(e => e.CustomerNo == no).Select(e => e.Transaction).ToList();
            Assert.Equal(own, store.ReadTransactions(no));
            Assert.Equal(own.Take(2), store.ReadTransactions(no).Take(2));
        }

        for (var no = 1; no <= 5; no++)
            Assert.Equal(written.Where(e => e.CustomerNo == no).Select(e => e.Transaction!.TransactionId).Order(), store.ReadTransactionIds(no).Order());
    }

    [Fact]
    public void Ticks_come_latest_first_with_slots_and_customers_that_heard_them()
    {
        using var store = Open();
        var random = new Random(3);
        var written = new List<LogEntry>();
        for (var commit = 0; commit < 6; commit++)
        {
            var unit = new CommitUnit();
            unit.NewCustomers.Add(new NewCustomer(commit + 1, $"c{commit + 1}"));
            for (var i = 0; i < 5; i++)
                unit.Log.Add(random.Next(2) == 0 ? Samples.Tick(random) : LogEntry.Of(commit + 1, Samples.Transaction(random, commit + 1, i)));
            written.AddRange(unit.Log);
            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }

        var ticks = written.Where(e => e.Transaction is null).Reverse().ToList();
        Assert.NotEmpty(ticks);
        Assert.Equal(ticks, store.ReadTicks());

        // Whoever has seen enough stops.
        Assert.Equal(ticks[0], store.ReadTicks().First());
        Assert.Equal(ticks, store.ReadTicks());
    }

    [Fact]
    public void Models_come_in_order_of_position_and_one_that_judged_nothing_gives_way()
    {
        using var store = Open();
        ModelEntry[] models = [new(0, "{}", "tree é\n"), new(3, "{1}", ""), new(3, "{2}", "tree"), new(8, "{}", "tree é\n")];
        foreach (var model in models)
            store.Commit(Samples.Batch(store.ReadTotals(), new CommitUnit { Models = { model } }));

        Assert.Equal([models[0], models[2], models[3]], store.ReadModels());
    }

    [Fact]
    public void Customers_come_in_order_of_number_with_the_state_last_written()
    {
        using var store = Open();
        var first = new CommitUnit();
        first.NewCustomers.AddRange([new NewCustomer(2, "b"), new NewCustomer(1, "a")]);
        first.States.Add(new StateEntry(2, new byte[] { 1, 2, 3 }, new StateSummary(0.5, RiskLevel.High, Maturity.Established, Samples.Start.ToOffset(TimeSpan.FromHours(-3)))));
        first.Log.Add(LogEntry.Tick(1, 5));
        store.Commit(Samples.Batch(StoreTotals.Empty, first));
        var second = new CommitUnit();
        second.NewCustomers.Add(new NewCustomer(3, "c"));
        second.States.Add(new StateEntry(2, new byte[] { 4 }, new StateSummary(0.25, RiskLevel.Low, Maturity.Learning, null)));
        second.Log.Add(LogEntry.Tick(1, 6));
        second.Profiles.Add(new ProfileEntry(3, new CustomerProfile { Name = "Asha" }));
        store.Commit(Samples.Batch(store.ReadTotals(), second));

        Assert.Equal(
            [new CustomerRecord(1, "a", 0, default), new CustomerRecord(2, "b", 2, new StateSummary(0.25, RiskLevel.Low, Maturity.Learning, null)), new CustomerRecord(3, "c", 0, default)],
            store.ReadCustomers());
        var stored = store.ReadStored([3, 2, 9, 1, 2]);
        Assert.Equal([null, [4], null, null, [4]], stored.Select(s => s.State));
        Assert.Equal(["Asha", null, null, null, null], stored.Select(s => s.Profile?.Name));
    }

    [Fact]
    public void A_profile_comes_back_whole_and_the_last_one_counts()
    {
        using var store = Open();
        var profile = new CustomerProfile
        {
            Name = "Asha “A” Rao",
            TimeZone = "Europe/Madrid",
            Language = "pt-BR",
            Email = "asha@example.com",
            Phone = "+15550100",
            Consents = new Consents { Email = true, Phone = true },
            PayCycle = PayCycle.Fortnightly,
            Obligations = [new ProfileObligation { Category = Category.CardPayment, DueDay = 31, Amount = new Money(12_3456) }],
            Segment = "s",
            AgeBand = "25-34",
            Region = "r",
        };
        var unit = Samples.Customers(1);
        unit.Profiles.AddRange([new ProfileEntry(1, new CustomerProfile { Name = "old" }), new ProfileEntry(1, profile)]);
        store.Commit(Samples.Batch(StoreTotals.Empty, unit));

        Assert.Equivalent(profile, store.ReadStored([1])[0].Profile, strict: true);
    }

    [Fact]
    public void A_checkpoint_moves_the_slots_it_names()
    {
        using var store = Open();
        store.Commit(Samples.Batch(StoreTotals.Empty, new CommitUnit { CheckpointSlots = (1UL << 63) | 1, CheckpointPosition = 0 }));
        store.Commit(Samples.Batch(store.ReadTotals(), new CommitUnit { CheckpointSlots = (1UL << 63) | 2, CheckpointPosition = 17 }));

        var positions = store.ReadSlotPositions();
        Assert.Equal((0, 17, 17), (positions[0], positions[1], positions[63]));
        Assert.Equal(2, positions.Count(p => p != 0));
    }

    [Fact]
    public void A_reading_sees_one_moment_while_commits_go_on()
    {
        using var store = Open();
        var random = new Random(1);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(1)));
        Add(10);
        using var reading = store.ReadLog(0).GetEnumerator();
        Assert.True(reading.MoveNext());

        Add(10);

        var seen = 1;
        while (reading.MoveNext())
            seen++;
        Assert.Equal(10, seen);
        Assert.Equal(20, store.ReadLog(0).Count());

        void Add(int count)
        {
            var unit = new CommitUnit();
            for (var i = 0; i < count; i++)
                unit.Log.Add(LogEntry.Of(1, Samples.Transaction(random, 1, i)));
            store.Commit(Samples.Batch(store.ReadTotals(), unit));
        }
    }
}
