using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

public sealed class ExaminationTests
{
    private static readonly DateOnly Today = new(2026, 6, 29);
    private static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));
    private static readonly ModelBundle Champion = Shipped.With(References.Normal(seed: 1));
    private readonly MemoryStore _store = new(keepsLog: true);
    private readonly MonitoringOptions _options = new();

    [Fact]
    public void A_population_like_that_of_training_raises_no_alert_and_a_shifted_one_does()
    {
        for (var day = 0; day < _options.SettledDays; day++)
            Observe(Today.AddDays(-day), shift: 0, 50);
        Assert.DoesNotContain(Examine().Alerts, a => a.Kind == AlertKind.Drift);

        Observe(Today.AddDays(-_options.SettledDays), shift: 0.6, 3000);
        var examination = Examine();

        Assert.Equal((6000, 61, 30), (examination.Drift.Observations, examination.Drift.DaysObserved, examination.Drift.Days.Count));
        Assert.Equal(FeatureCatalogue.Count, examination.Drift.Features.Count);
        Assert.All(examination.Drift.Features, f => Assert.InRange(f.Stability, 0.1, 2));
        Assert.True(examination.Drift.Features[0].Stability >= examination.Drift.Features[^1].Stability);
        Assert.InRange(examination.Drift.Score!.Stability, 0, 0.05);
        Assert.Equal(examination.Drift.Features.Where(f => f.Stability >= 0.25).Select(f => f.Name), examination.Alerts.Where(a => a.Kind == AlertKind.Drift).Select(a => a.Subject));
        Assert.NotEmpty(examination.Alerts);
    }

    [Fact]
    public void Before_two_months_only_what_no_calendar_does_raises_an_alert_and_in_the_first_days_nothing()
    {
        for (var day = 0; day < _options.LeastDays - 1; day++)
            Observe(Today.AddDays(-day), shift: 1.5, 100);
        Assert.All(Examine().Drift.Features, f => Assert.True(f.Stability > 1, $"{f.Name} {f.Stability}"));
        Assert.DoesNotContain(Examine().Alerts, a => a.Kind == AlertKind.Drift);

        Observe(Today.AddDays(1 - _options.LeastDays), shift: 1.5, 100);
        Assert.Equal(FeatureCatalogue.Count, Examine().Alerts.Count(a => a is { Kind: AlertKind.Drift, Threshold: 1 }));

        // Diluted to what a month can do by itself.
        Observe(Today.AddDays(-_options.LeastDays), shift: 0, 2000);
        Assert.All(Examine().Drift.Features, f => Assert.InRange(f.Stability, 0.25, 1));
        Assert.DoesNotContain(Examine().Alerts, a => a.Kind == AlertKind.Drift);
    }

    [Fact]
    public void What_another_model_observed_or_happened_long_ago_does_not_count()
    {
        Observe(Today.AddDays(-_options.DriftDays), shift: 0, 10);
        Commit(unit => unit.ObservedDays.Add(new ObservedDay(Today, "another", new PopulationCounts(5))));

        var drift = Examine().Drift;

        Assert.Null(drift.Score);
        Assert.Contains("No customer with a known habit was judged", drift.Reason, StringComparison.Ordinal);
        Assert.Contains("reference.json", Examination.Of(_store, Champion.With(null), Now, _options).Drift.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_those_that_pairs_and_counts_give()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 300).Select(i =>
        {
            var probability = random.Next(20) / 20.0;
            return new Judgement(i, 1, probability, Shipped.Thresholds.LevelOf(probability), random.NextDouble() < probability);
        }).ToList();

        var realised = Measurement.Realised(rows)!;
        var estimated = Measurement.Estimated(rows)!;

        Assert.Equal(AucByPairs(rows, r => r.Missed!.Value ? 1 : 0), realised.Auc, 10);
        Assert.Equal(AucByPairs(rows, r => r.Probability), estimated.Auc, 10);
        Assert.Equal(Trees.BinaryMetrics.PrAuc(Scores(), Labels()), realised.PrAuc, 10);
        Assert.Equal(Trees.BinaryMetrics.Brier(Scores(), Labels()), realised.Brier, 10);
        Assert.Equal(rows.Average(r => r.Probability * (1 - r.Probability)), estimated.Brier, 10);
        var high = rows.Where(r => r.Level >= RiskLevel.High).ToList();
        Assert.Equal(high.Average(r => r.Missed!.Value ? 1.0 : 0), realised.PrecisionHigh, 10);
        Assert.Equal(high.Average(r => r.Probability), estimated.PrecisionHigh, 10);
        Assert.Equal(high.Count(r => r.Missed!.Value) / (double)rows.Count(r => r.Missed!.Value), realised.RecallHigh, 10);

        // Labels drawn by the probabilities: the estimate is near what came.
        Assert.InRange(realised.Auc - estimated.Auc, -0.05, 0.05);
        Assert.Null(Measurement.Realised(rows.Select(r => r with { Missed = null })));

        double[] Scores() => [.. rows.Select(r => r.Probability)];
        double[] Labels() => [.. rows.Select(r => r.Missed!.Value ? 1.0 : 0)];
    }

    [Fact]
    public void A_score_stands_on_the_weekly_grid_until_the_next_one_and_no_longer_than_eight_days()
    {
        var grid = Enumerable.Range(Today.DayNumber - 30, 30).Where(d => d % Judgements.Spacing == 0).ToList();
        Score(1, grid[0] - 1, 0.1);
        Score(1, grid[0], 0.2);
        Score(1, grid[0] + 1, 0.3, shadow: 0.7);
        Score(1, grid[2] + 1, 0.4);

        var judgements = Judgements.Read(_store, Today, _options, TestContext.Current.CancellationToken).ByModel;

        Assert.Equal(
            [(grid[0], 0.2), (grid[1], 0.3), (grid[3], 0.4)],
            judgements[(Champion.Version, false)].Select(j => (j.Day, j.Probability)).TakeWhile(j => j.Day <= grid[3]));
        Assert.Equal((grid[1], 0.7), Assert.Single(judgements[("shadow", true)].Select(j => (j.Day, j.Probability))));
    }

    [Fact]
    public void A_label_is_known_once_its_window_is_over_and_somebody_told_of_missed_payments_since()
    {
        var grid = Enumerable.Range(Today.DayNumber - 120, 120).Where(d => d % Judgements.Spacing == 0).ToList();
        for (var customer = 1; customer <= 3; customer++)
        {
            foreach (var day in grid)
                Score(customer, day, 0.1 * customer);
        }

        Missed(2, grid[3] + 20);
        Missed(3, Today.DayNumber - 10);

        // A day that is still to come does not say that all before it is known.
        Missed(3, Today.DayNumber + 400);

        var report = Examine().Performance;

        var judged = Judgements.Read(_store, Today, _options, TestContext.Current.CancellationToken).ByModel[(Champion.Version, false)];
        Assert.All(judged, j => Assert.Equal(j.Day + LabelWindow.UpToDays <= Today.DayNumber - 10, j.Missed is not null));
        Assert.Equal(
            grid.Where(d => LabelWindow.Contains(d, grid[3] + 20)),
            judged.Where(j => j is { CustomerNo: 2, Missed: true }).Select(j => j.Day).Order());
        var performance = Assert.Single(report.Models);
        Assert.Equal(3, report.MissedPayments);
        Assert.Equal(judged.Count(j => j.Missed is not null), performance.Realised!.Predictions);
        Assert.Equal(judged.Count, performance.Estimated.Predictions);
        Assert.Equal(judged.Select(j => DateOnly.FromDayNumber(j.Day)).Distinct().Order(), performance.Weeks.Select(w => w.AsOf));
        Assert.Null(performance.Weeks[^1].Realised);
    }

    [Fact]
    public void A_model_that_ranks_worse_than_in_its_test_or_says_too_much_raises_alerts()
    {
        var random = new Random(7);
        var day = Enumerable.Range(Today.DayNumber - 60, 10).First(d => d % Judgements.Spacing == 0);
        for (var customer = 1; customer <= 2000; customer++)
        {
            Score(customer, day, random.NextDouble());
            if (random.Next(10) == 0)
                Missed(customer, day + 20);
        }

        Missed(1, Today.DayNumber - 3);
        var alerts = Examine().Alerts;

        Assert.Contains(alerts, a => a.Kind == AlertKind.Performance && a.Subject == Champion.Version && a.Value is > 0.4 and < 0.6);
        Assert.Contains(alerts, a => a.Kind == AlertKind.Calibration && a.Value > 4);
    }

    [Fact]
    public void Groups_are_compared_where_they_are_large_enough()
    {
        var day = Today.DayNumber - 40 - ((Today.DayNumber - 40) % Judgements.Spacing);
        var latest = Today.DayNumber - (Today.DayNumber % Judgements.Spacing);
        for (var customer = 1; customer <= 420; customer++)
        {
            // 200 of the north, 200 of the south, 20 of the islands; by turns flagged: half of the north, a quarter of the south.
            var region = customer <= 200 ? "north" : customer <= 400 ? "south" : "islands";
            var flagged = customer % (customer <= 200 ? 2 : 4) == 0;
            var score = flagged ? Shipped.Thresholds.Medium + 0.001 : 0.001;
            Score(customer, day, score);
            Score(customer, latest, score);
            Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = region })));
            if (flagged)
                Intervene(customer);
            if (customer % 8 < 2)
                Missed(customer, day + 20);
        }

        Missed(1, Today.DayNumber - 3);
        var examination = Examine();

        var regions = examination.Fairness.Attributes.Single(a => a.Attribute == "region");
        Assert.Equal(["islands", "north", "south"], regions.Groups.Select(g => g.Group));
        Assert.Equal([false, true, true], regions.Groups.Select(g => g.IsCompared));
        Assert.Equal([0.5, 0.25], regions.Groups.Skip(1).Select(g => g.FlaggedShare));
        Assert.Equal(0.5, regions.ScoreImpactRatio, 10);
        Assert.Equal(0.5, regions.InterventionImpactRatio, 10);
        Assert.Equal(0, regions.OpportunityDifference, 1);
        Assert.Equal(("south", "north", 200, 200), (regions.ScoreImpact!.Group, regions.ScoreImpact.Beside, regions.ScoreImpact.Count, regions.ScoreImpact.CountBeside));
        Assert.InRange(regions.ScoreImpact.Low, 0.3, 0.45);
        Assert.InRange(regions.ScoreImpact.High, 0.6, 0.7);
        Assert.True(regions.Opportunity!.Low < 0 && regions.Opportunity.High > 0);
        Assert.Contains(examination.Alerts, a => a is { Kind: AlertKind.Fairness, Subject: "region flagged" });
        Assert.Contains(examination.Alerts, a => a is { Kind: AlertKind.Fairness, Subject: "region contacted" });

        // A quarter missed a payment after the first of two weeks that the score stood, and nobody after the second.
        Assert.Equal(0.125, regions.Groups[1].MissedShare, 10);
        Assert.Contains("A missed payment followed 12.5% of the scores of the one and 12.5% of the other.", examination.Alerts.First(a => a.Subject == "region flagged").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(examination.Alerts, a => a.Subject == "age_band flagged");
    }

    [Fact]
    public void A_few_customers_more_or_less_are_shown_and_raise_no_alert()
    {
        var latest = Today.DayNumber - (Today.DayNumber % Judgements.Spacing);
        for (var customer = 1; customer <= 200; customer++)
        {
            // 8 of 100 in the north are flagged and 3 of 100 in the south: a ratio of 0.38 by chance.
            var flagged = customer <= 8 || customer > 197;
            Score(customer, latest, flagged ? Shipped.Thresholds.Medium + 0.001 : 0.001);
            Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = customer <= 100 ? "north" : "south" })));
        }

        var examination = Examine();

        var regions = examination.Fairness.Attributes.Single(a => a.Attribute == "region");
        Assert.Equal(0.375, regions.ScoreImpactRatio, 10);
        Assert.Equal(0.375, regions.ScoreImpact!.Value, 10);
        Assert.True(regions.ScoreImpact.High > 1);
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Fairness);
    }

    private static DateTimeOffset Now => new(Today, new TimeOnly(12, 0), TimeSpan.Zero);

    private Examination Examine() => Examination.Of(_store, Champion, Now, _options, TestContext.Current.CancellationToken);

    private void Observe(DateOnly day, double shift, int rows)
    {
        var random = new Random(day.DayNumber);
        var counts = new PopulationCounts(Champion.Reference!.Bins);
        for (var i = 0; i < rows; i++)
            counts.Add(Champion.Reference, References.Vector(random, shift), random.NextDouble());
        Commit(unit => unit.ObservedDays.Add(new ObservedDay(day, Champion.Version, counts)));
    }

    private void Score(int customer, int day, double probability, double? shadow = null)
    {
        Require(customer);
        var point = new ScorePoint(new DateTimeOffset(DateOnly.FromDayNumber(day), new TimeOnly(9, 0), TimeSpan.Zero), probability, Shipped.Thresholds.LevelOf(probability))
        {
            ModelVersion = Champion.Version,
            Shadow = shadow is { } value ? new ShadowScore("shadow", value, RiskLevel.Low) : null,
        };
        Commit(unit => unit.Scores.Add(new ScoreEntry(customer, point)));
    }

    private void Missed(int customer, int day)
    {
        Require(customer);
        var on = DateOnly.FromDayNumber(day);
        Commit(unit => unit.MissedPayments.Add(new MissedPaymentEntry(customer, new MissedPayment($"c{customer}", Category.Rent, on.AddDays(-4), on, new Money(1)))));
    }

    private void Intervene(int customer)
    {
        var intervention = new Intervention
        {
            InterventionId = $"c{customer}-i1",
            CustomerId = $"c{customer}",
            At = Now.AddDays(-5),
            Level = RiskLevel.Medium,
            Kind = InterventionKind.GentleReminder,
            Channel = ContactChannel.Email,
            Priority = 3,
            Driver = Driver.PaymentsFailed,
            Message = "",
            Probability = 0.2,
            Reasons = [],
            ModelVersion = Champion.Version,
        };
        Commit(unit => unit.Interventions.Add(new InterventionEntry(customer, 1, intervention, InterventionStatus.Proposed)));
    }

    private void Require(int customer)
    {
        if (_store.ReadCustomers().All(c => c.No != customer))
            Commit(unit => unit.NewCustomers.Add(new NewCustomer(customer, $"c{customer}")));
    }

    private void Commit(Action<CommitUnit> fill)
    {
        var unit = new CommitUnit();
        fill(unit);
        _store.Commit(new CommitBatch([unit], _store.ReadTotals()));
    }

    private static double AucByPairs(List<Judgement> rows, Func<Judgement, double> missed)
    {
        double pairs = 0, all = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows.Count; j++)
            {
                if (i == j)
                    continue;
                var weight = missed(rows[i]) * (1 - missed(rows[j]));
                all += weight;
                pairs += weight * (rows[i].Probability > rows[j].Probability ? 1 : rows[i].Probability.Equals(rows[j].Probability) ? 0.5 : 0);
            }
        }

        return pairs / all;
    }
}
