using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

public sealed class RiskEngineTests
{
    private static readonly DateTimeOffset Today = RandomPopulation.Start.AddDays(201);
    private static readonly List<Transaction> Stream = RandomPopulation.Of(11, 40, 200);

    private readonly MemoryStore _store = new(keepsLog: true);
    private readonly ManualTime _time = new(Today);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_can_be_asked_for()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });

        var outcomes = await engine.IngestAsync(Stream, [], Token);

        Assert.Equal(Stream.Count, outcomes.Count);
        Assert.All(outcomes, o => Assert.Equal(Applied.Accepted, o.Applied));
        var own = Stream.Where(t => t.CustomerId == "c000003").ToList();
        var view = await engine.GetCustomerAsync("c000003", Token);
        Assert.Equal(own.Count, view!.TransactionCount);
        Assert.Equal(own[^1].Timestamp, view.LatestEvent);
        Assert.Equal("c000003", view.Assessment.CustomerId);
        Assert.Equal(view.Assessment.Score, (await engine.AssessAsync("c000003", Token))!.Score);
        var history = await engine.GetHistoryAsync("c000003", null, 1000, Token);
        Assert.Equal(own.OrderByDescending(t => t.Timestamp), history!.Transactions.Items);
        Assert.NotEmpty(history.Scores.Items);
        var stats = engine.GetStats();
        Assert.Equal((40, Stream.Count, 0, 0), (stats.Customers, stats.Transactions, stats.Duplicates, stats.Queued));
        Assert.Equal(40, stats.ByLevel.Values.Sum());
        Assert.InRange(stats.AverageRisk, 1e-9, 1);
        Assert.All(engine.GetHealth(), p => Assert.True(p.Healthy, p.Detail));
    }

    [Fact]
    public async Task An_unknown_customer_has_no_view_no_score_and_no_history()
    {
        await using var engine = await StartAsync(new EngineOptions());

        Assert.Null(await engine.GetCustomerAsync("nobody", Token));
        Assert.Null(await engine.AssessAsync("nobody", Token));
        Assert.Null(await engine.GetHistoryAsync("nobody", null, 10, Token));
        Assert.Empty(await engine.GetHighRiskAsync(RiskLevel.Low, 10, Token));
    }

    [Fact]
    public async Task Listeners_hear_every_proposed_intervention_once_and_in_order()
    {
        var listener = new RecordingListener();
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, MaxBatch = 50, Partitions = 3 });
        using (engine.Listen(listener))
        {
            foreach (var batch in Stream.Chunk(333))
                await engine.IngestAsync(batch, [], Token);
        }

        var heard = listener.Heard.SelectMany(e => e.Interventions).ToList();
        var stored = await engine.GetInterventionsAsync(0, int.MaxValue, Token);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(i => i.Sequence));
        Assert.NotEmpty(heard);
        Assert.Equal(stored.Where(i => i.Status == InterventionStatus.Proposed).Select(i => i.Sequence), heard.Select(i => i.Sequence));
        Assert.Equal(Stream.Count, listener.Heard.Sum(e => e.Transactions));
        Assert.NotEmpty(listener.Heard.SelectMany(e => e.RiskChanges));
    }

    [Fact]
    public async Task Old_history_under_the_wall_clock_is_stored_but_is_no_news()
    {
        var listener = new RecordingListener();
        _time.Advance(TimeSpan.FromDays(900));
        await using var engine = await StartAsync(new EngineOptions());
        using var registration = engine.Listen(listener);

        await engine.IngestAsync(Stream, [], Token);
        _time.Advance(TimeSpan.FromHours(30));
        await engine.IngestAsync([Stream[^1]], [], Token);

        var stored = await engine.GetInterventionsAsync(0, int.MaxValue, Token);
        Assert.NotEmpty(stored);
        Assert.All(stored, i => Assert.Equal(InterventionStatus.Lapsed, i.Status));
        Assert.All(listener.Heard, e => Assert.Empty(e.Interventions));
        Assert.All(listener.Heard, e => Assert.Empty(e.RiskChanges));
        Assert.True((await engine.GetCustomerAsync("c000001", Token))!.Assessment.ScoredAt < RandomPopulation.Start.AddDays(200 + 46));
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_engine_stopped()
    {
        ServiceStats before;
        IReadOnlyList<CustomerSummary> risky;
        await using (var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event }))
        {
            await engine.IngestAsync(Stream[..(Stream.Count / 2)], [], Token);
            await engine.IngestAsync(Stream[..10], [], Token);
            before = engine.GetStats();
            risky = await engine.GetHighRiskAsync(RiskLevel.Low, 1000, Token);
        }

        await using var again = await StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 5 });

        Assert.Equal(0, again.RecoveredEntries);
        Assert.Equivalent(before with { TransactionsPerSecond = 0 }, again.GetStats() with { TransactionsPerSecond = 0 }, strict: true);
        Assert.Equal(risky, await again.GetHighRiskAsync(RiskLevel.Low, 1000, Token));
        await again.IngestAsync(Stream[(Stream.Count / 2)..], [], Token);
        Assert.Equal(Stream.Count, again.GetStats().Transactions);
    }

    [Fact]
    public async Task Those_at_most_risk_come_first()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 3 });
        await engine.IngestAsync(Stream, [], Token);

        var all = await engine.GetHighRiskAsync(RiskLevel.Low, 1000, Token);

        Assert.Equal(40, all.Count);
        Assert.Equal(all.OrderByDescending(c => c.Probability).ThenBy(c => c.CustomerId, StringComparer.Ordinal), all);
        Assert.Equal(all.Take(7), await engine.GetHighRiskAsync(RiskLevel.Low, 7, Token));
        Assert.Equal(all.Where(c => c.Level >= RiskLevel.Medium), await engine.GetHighRiskAsync(RiskLevel.Medium, 1000, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_profile_makes_a_customer_and_stays_with_it(int active)
    {
        var profile = new CustomerProfile { Name = "Asha" };
        await using (var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 1, MaxActiveCustomers = active }))
        {
            await engine.PutProfileAsync("c000001", profile, Token);
            await engine.PutProfileAsync("c000002", profile with { Name = "Ben" }, Token);
            await engine.IngestAsync(Stream, [], Token);
            Assert.Equal("Asha", (await engine.GetCustomerAsync("c000001", Token))!.Profile!.Name);
            await engine.PutProfileAsync("c000001", profile with { Name = "Cleo" }, Token);
        }

        await using var again = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        Assert.Equal("Cleo", (await again.GetCustomerAsync("c000001", Token))!.Profile!.Name);
        Assert.Equal("Ben", (await again.GetCustomerAsync("c000002", Token))!.Profile!.Name);
        Assert.Null((await again.GetCustomerAsync("c000003", Token))!.Profile);
    }

    [Fact]
    public async Task A_broken_profile_is_refused_with_field_and_rule()
    {
        await using var engine = await StartAsync(new EngineOptions());

        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () => await engine.PutProfileAsync("c1", new CustomerProfile { Phone = "1" }, Token));

        Assert.Contains("phone must be an E.164 number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wall_clock_ticks_without_events()
    {
        var recent = RandomPopulation.Of(3, 10, 200);
        await using var engine = await StartAsync(new EngineOptions { Partitions = 2 });
        await engine.IngestAsync(recent, [], Token);
        var before = _store.ReadLog(0).Count(e => e.Entry.Transaction is null);
        var scores = (await engine.GetHistoryAsync("c000001", null, 1000, Token))!.Scores.Items.Count;

        _time.Advance(TimeSpan.FromDays(8));
        await engine.DisposeAsync();

        Assert.True(_store.ReadLog(0).Count(e => e.Entry.Transaction is null) >= before + (8 * 24));
        await using var again = await StartAsync(new EngineOptions());
        Assert.True((await again.GetHistoryAsync("c000001", null, 1000, Token))!.Scores.Items.Count > scores);
    }

    [Fact]
    public async Task Event_time_runs_ahead_of_the_wall_clock_but_never_behind_it()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        Assert.Equal(Today, engine.Now);
        await engine.IngestAsync(Stream, [], Token);
        Assert.Equal(Today, engine.Now);
        var ahead = Stream.DistinctBy(t => t.CustomerId).Take(3).Select((t, i) => t with { TransactionId = "ahead", Timestamp = Today.AddHours(48 - i) }).ToList();

        await engine.IngestAsync(ahead.GetRange(0, 2), [], Token);
        Assert.Equal(Today, engine.Now);
        await engine.IngestAsync(ahead, [], Token);

        Assert.Equal(Today.AddHours(46), engine.Now);
    }

    [Fact]
    public async Task The_present_that_is_shown_is_the_newest_of_the_stream()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        Assert.Equal(Today, engine.Present);
        Assert.Equal(Today, engine.GetStats().Now);

        await engine.IngestAsync(Stream, [], Token);

        var newest = Stream.Max(t => t.Timestamp);
        Assert.True(newest < Today);
        Assert.Equal(newest, engine.Present);
        Assert.Equal(newest, engine.GetStats().Now);
    }

    [Fact]
    public async Task An_engine_that_stopped_takes_nothing()
    {
        var engine = await StartAsync(new EngineOptions());
        await engine.DisposeAsync();
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.IngestAsync(Stream, [], Token));
        await Assert.ThrowsAsync<ServiceUnavailableException>(async () => await engine.AssessAsync("c1", Token));
    }

    [Fact]
    public async Task An_option_out_of_range_is_named()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => StartAsync(new EngineOptions { Partitions = 65 }));

        Assert.Equal(nameof(EngineOptions.Partitions), refusal.ParamName);
    }

    private Task<RiskEngine> StartAsync(EngineOptions options) => RiskEngine.StartAsync(options, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
