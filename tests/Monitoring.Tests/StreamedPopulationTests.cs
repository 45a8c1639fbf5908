using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Monitoring.Tests;

/// <summary>The shipped model on people whom it has not seen, lived through the engine, and looked at when a month is over.</summary>
public sealed class StreamedPopulationTests(ITestOutputHelper output)
{
    private static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));
    private static readonly PopulationOptions People = new() { Customers = 260, Months = 48, Seed = 77 };

    /// <summary>Months until a quarter is compared, after a year of history.</summary>
    private const int SettledMonths = 16;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(77)]
    [InlineData(5)]
    public async Task Lives_like_those_of_the_training_raise_no_alert_in_any_month(ulong seed)
    {
        var looks = await LookAsync(People with { Seed = seed }, stream => stream);

        foreach (var (today, look) in looks)
            output.WriteLine($"{today:yyyy-MM-dd}: {look.Drift.Reason}{string.Join(", ", look.Drift.Features.Where(f => !f.IsHabit).Take(3).Select(f => $"{f.Name} {f.Stability:0.00}"))} of {look.Drift.Customers} customers, {look.Drift.DaysObserved} days. {string.Join(" ", look.Alerts.Select(a => a.Message))}");
        Assert.DoesNotContain(looks, look => look.Examination.Alerts.Any(a => a.Kind == AlertKind.Drift));
        Assert.Equal(People.Months, looks.Count);
        foreach (var (_, look) in looks.Skip(SettledMonths))
        {
            Assert.True(look.Drift.Customers == People.Customers && look.Drift.DaysObserved >= 91);
            Assert.True(Assert.Single(look.Performance.Models).RecentEstimated!.Missed > 50);
            Assert.DoesNotContain(look.Alerts, a => a.Kind != AlertKind.Fairness);
        }
    }

    [Fact]
    public async Task Salaries_that_a_feed_does_not_mark_any_more_raise_one()
    {
        var turn = People.Start.AddMonths(17);

        var looks = await LookAsync(People with { Months = 20 }, stream => stream.Select(t => t.Category == Category.Salary && t.Timestamp.UtcDateTime >= turn.ToDateTime(TimeOnly.MinValue) ? t with { Category = Category.Transfer } : t));

        Assert.DoesNotContain(looks.Where(look => look.Today <= turn), look => look.Examination.Alerts.Any(a => a.Kind == AlertKind.Drift));
        var (_, after) = looks.Single(look => look.Today == turn.AddMonths(2));
        output.WriteLine(string.Join(Environment.NewLine, after.Alerts.Select(a => a.Message)));
        Assert.Contains(after.Alerts, a => a is { Kind: AlertKind.Drift, Subject: "days_since_income" });
    }

    private static async Task<List<(DateOnly Today, Examination Examination)>> LookAsync(PopulationOptions people, Func<IEnumerable<Transaction>, IEnumerable<Transaction>> change)
    {
        using var store = new MemoryStore(keepsLog: true);
        var time = new ManualTime(new DateTimeOffset(people.Start, TimeOnly.MinValue, TimeSpan.Zero));
        await using var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event, Partitions = 1 }, store, Shipped, time, NullLogger.Instance, Token);
        var chronicle = new Chronicle(new Population(people).CreateLives(Token), people.End);
        var looks = new List<(DateOnly, Examination)>();
        var month = people.Start.AddMonths(1);
        foreach (var batch in change(chronicle.Transactions()).Chunk(500))
        {
            await engine.IngestAsync(batch, [], Token);
            if (engine.Present.UtcDateTime < month.ToDateTime(TimeOnly.MinValue))
                continue;
            await engine.NoteMissedPaymentsAsync(chronicle.TakeMissed(), Token);
            looks.Add((month, Examination.Of(store, Shipped, engine.Present, new MonitoringOptions(), Token)));
            month = month.AddMonths(1);
        }

        return looks;
    }
}
