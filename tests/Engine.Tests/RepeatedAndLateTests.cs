using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Tests;

/// <summary>What is sent again, comes too late or cannot be read.</summary>
public sealed class RepeatedAndLateTests
{
    private static readonly DateTimeOffset Today = RandomPopulation.Start.AddDays(201);
    private static readonly List<Transaction> Stream = RandomPopulation.Of(11, 40, 200);

    private readonly MemoryStore _store = new(keepsLog: true);
    private readonly ManualTime _time = new(Today);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sending_everything_again_changes_nothing_however_old_it_is()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, MaxBatch = 100 });
        await engine.IngestAsync(Stream, [], Token);
        var before = engine.GetStats();

        var again = await engine.IngestAsync(Stream, [], Token);

        Assert.All(again, o => Assert.Equal(new IngestOutcome(Applied.Duplicate, null), o));
        var after = engine.GetStats();
        Assert.Equal((before.Transactions, before.Interventions, 0L, (long)Stream.Count), (after.Transactions, after.Interventions, after.DeadLetters, after.Duplicates));
    }

    [Fact]
    public async Task A_transaction_sent_twice_in_one_request_counts_once_even_when_old()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 1 });
        var own = Stream.Where(t => t.CustomerId == "c000007").ToList();

        // The old one comes again before any commit can have made it known to the store.
        var outcomes = await engine.IngestAsync([.. own, own[0]], [], Token);

        Assert.Equal(Applied.Duplicate, outcomes[^1].Applied);
        Assert.Equal(own.Count, engine.GetStats().Transactions);
    }

    [Fact]
    public async Task A_late_transaction_becomes_a_dead_letter_that_names_the_rule()
    {
        await using var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        var own = Stream.Where(t => t.CustomerId == "c000002").ToList();
        await engine.IngestAsync(own, [], Token);
        var late = own[^1] with { TransactionId = "late", Timestamp = own[^1].Timestamp.AddDays(-9) };
        var inTime = own[^1] with { TransactionId = "in-time", Timestamp = own[^1].Timestamp.AddDays(-6) };

        var outcomes = await engine.IngestAsync([late, inTime], [], Token);

        Assert.Equal([Applied.TooLate, Applied.Accepted], outcomes.Select(o => o.Applied));
        Assert.Contains("timestamp must not be more than 7 days before the customer's latest", outcomes[0].Error, StringComparison.Ordinal);
        var letter = Assert.Single(await _store.ReadDeadLettersAsync(0, 10, Token)).Letter;
        Assert.Contains("\"late\"", letter.Document, StringComparison.Ordinal);
        Assert.Equal(outcomes[0].Error, letter.Error);
        Assert.Equal(1, engine.GetStats().DeadLetters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_transaction_that_is_sent_again_stays_one_dead_letter_and_gets_the_same_answer(bool restarts)
    {
        var own = Stream.Where(t => t.CustomerId == "c000002").ToList();
        var late = own[^1] with { TransactionId = "late", Timestamp = own[^1].Timestamp.AddDays(-9) };
        var other = late with { TransactionId = "other" };
        var engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        await engine.IngestAsync(own, [], Token);
        var first = await engine.IngestAsync([late, late], [], Token);
        if (restarts)
        {
            await engine.DisposeAsync();
            engine = await StartAsync(new EngineOptions { Clock = ClockKind.Event });
        }

        var again = await engine.IngestAsync([late, other, late], [], Token);

        Assert.All(again, o => Assert.Equal(Applied.TooLate, o.Applied));
        Assert.Equal([first[0], first[0], first[0]], [first[1], again[0], again[2]]);
        Assert.Equal(2, engine.GetStats().DeadLetters);
        Assert.Equal(2, (await _store.ReadDeadLettersAsync(0, 10, Token)).Count);
        Assert.Equal((0L, (long)own.Count), (engine.GetStats().Duplicates, engine.GetStats().Transactions));
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Documents_that_could_not_be_read_are_kept()
    {
        await using var engine = await StartAsync(new EngineOptions());
        var letter = new DeadLetter("{", "is not valid JSON", "http line 3", Today);

        Assert.Empty(await engine.IngestAsync([], [letter], Token));

        Assert.Equal([new SequencedDeadLetter(1, letter)], await engine.GetDeadLettersAsync(0, 10, Token));
    }

    private Task<RiskEngine> StartAsync(EngineOptions options) => RiskEngine.StartAsync(options, _store, Models.Nervous, _time, NullLogger.Instance, Token);
}
