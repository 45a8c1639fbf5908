using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring.Tests;

public sealed class PerformanceExaminationTests
{
    private readonly WatchedStore _watched = new();

    [Fact]
    public void Figures_are_those_that_pairs_and_counts_give()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 300).Select(i =>
        {
            var probability = random.Next(20) / 20.0;
            return new Judgement(i, 1, probability, WatchedStore.Shipped.Thresholds.LevelOf(probability), random.NextDouble() < probability);
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
        var grid = Enumerable.Range(WatchedStore.Today.DayNumber - 30, 30).Where(d => d % Judgements.Spacing == 0).ToList();
        _watched.Score(1, grid[0] - 1, 0.1);
        _watched.Score(1, grid[0], 0.2);
        _watched.Score(1, grid[0] + 1, 0.3, shadow: 0.7);
        _watched.Score(1, grid[2] + 1, 0.4);

        var judgements = Judgements.Read(_watched.Store, WatchedStore.Today, _watched.Options, TestContext.Current.CancellationToken).ByModel;

        Assert.Equal(
            [(grid[0], 0.2), (grid[1], 0.3), (grid[3], 0.4)],
            judgements[(WatchedStore.Champion.Version, false)].Select(j => (j.Day, j.Probability)).TakeWhile(j => j.Day <= grid[3]));
        Assert.Equal((grid[1], 0.7), Assert.Single(judgements[("shadow", true)].Select(j => (j.Day, j.Probability))));
    }

    [Fact]
    public void A_label_is_known_once_its_window_is_over_and_somebody_told_of_missed_payments_since()
    {
        var grid = Enumerable.Range(WatchedStore.Today.DayNumber - 120, 120).Where(d => d % Judgements.Spacing == 0).ToList();
        for (var customer = 1; customer <= 3; customer++)
        {
            foreach (var day in grid)
                _watched.Score(customer, day, 0.1 * customer);
        }

        _watched.Missed(2, grid[3] + 20);
        _watched.Missed(3, WatchedStore.Today.DayNumber - 10);

        // A day that is still to come does not say that all before it is known.
        _watched.Missed(3, WatchedStore.Today.DayNumber + 400);

        var report = _watched.Examine().Performance;

        var judged = Judgements.Read(_watched.Store, WatchedStore.Today, _watched.Options, TestContext.Current.CancellationToken).ByModel[(WatchedStore.Champion.Version, false)];
        Assert.All(judged, j => Assert.Equal(j.Day + LabelWindow.UpToDays <= WatchedStore.Today.DayNumber - 10, j.Missed is not null));
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

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_label_is_known_only_once_there_was_time_to_tell_of_the_last_day_of_its_window(int daysLater, bool isKnown)
    {
        var day = Enumerable.Range(WatchedStore.Today.DayNumber - 60, 7).First(d => d % Judgements.Spacing == 0);
        var today = day + LabelWindow.UpToDays + daysLater;
        _watched.Score(1, day, 0.1);
        _watched.Missed(2, today);

        var judged = Judgements.Read(_watched.Store, DateOnly.FromDayNumber(today), _watched.Options, TestContext.Current.CancellationToken).ByModel[(WatchedStore.Champion.Version, false)];

        Assert.Equal(isKnown, judged.Single(j => j.CustomerNo == 1 && j.Day == day).Missed is not null);
    }

    [Fact]
    public void A_model_that_ranks_worse_than_in_its_test_or_says_too_much_raises_alerts()
    {
        var random = new Random(7);
        var day = Enumerable.Range(WatchedStore.Today.DayNumber - 60, 10).First(d => d % Judgements.Spacing == 0);
        for (var customer = 1; customer <= 2000; customer++)
        {
            _watched.Score(customer, day, random.NextDouble());
            if (random.Next(10) == 0)
                _watched.Missed(customer, day + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var alerts = _watched.Examine().Alerts;

        Assert.Contains(alerts, a => a.Kind == AlertKind.Performance && a.Subject == $"{WatchedStore.Champion.Version} AUC" && a.Value is > 0.4 and < 0.6);
        Assert.Contains(alerts, a => a.Kind == AlertKind.Calibration && a.Value > 4);
        var performance = Assert.Single(_watched.Examine().Performance.Models);
        Assert.Equal((performance.Realised!.Missed, performance.Realised.Missed), (performance.Realised.MissedCustomers, Math.Round(performance.Realised.MissedCustomers)));
        var sentence = Assert.Single(alerts, a => a.Kind == AlertKind.Calibration).Message;
        Assert.Contains(FormattableString.Invariant($"and {performance.Realised.Missed / performance.Realised.Predictions:0.0%} missed a payment: that is {performance.Realised.ExpectedToObserved:0.0} times what came ("), sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_missed_payments_of_few_customers_raise_no_alert()
    {
        // 20 customers over 20 weeks; three of them miss a payment again and again, and their scores are the lowest of all.
        var days = Enumerable.Range(WatchedStore.Today.DayNumber - 180, 140).Where(d => d % Judgements.Spacing == 0).ToList();
        foreach (var day in days)
        {
            for (var customer = 1; customer <= 20; customer++)
                _watched.Score(customer, day, customer <= 3 ? 0.01 : 0.5);
            for (var customer = 1; customer <= 3; customer++)
                _watched.Missed(customer, day + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var examination = _watched.Examine();

        var realised = Assert.Single(examination.Performance.Models).Realised!;
        Assert.True(realised.Missed >= 50 && realised.AucInterval.High < 0.7, $"{realised.Missed} {realised.AucInterval}");
        Assert.Equal(3, realised.MissedCustomers);
        Assert.DoesNotContain(examination.Alerts, a => a.Kind is AlertKind.Performance or AlertKind.Calibration && !a.Subject.Contains("expected", StringComparison.Ordinal));
    }

    [Fact]
    public void Customers_who_will_miss_are_expected_once_however_many_scores_they_have()
    {
        var judgements = Enumerable.Range(0, 60).Select(i => new Judgement(i % 6, i / 6, i < 6 ? 0.5 : 0.1, RiskLevel.Low, null));

        var estimated = Measurement.Estimated(judgements)!;

        Assert.Equal((8.4, 3), (Math.Round(estimated.Missed, 10), Math.Round(estimated.MissedCustomers, 10)));
    }

    [Theory]
    [InlineData(true, 0.9287, 1)]
    [InlineData(false, 0, 0.0713)]
    public void A_perfect_order_of_few_customers_is_not_certain(bool isBest, double low, double high)
    {
        var realised = Measurement.Realised(Enumerable.Range(0, 500).Select(i => new Judgement(i, 1, i < 50 == isBest ? 0.9 : 0.1, RiskLevel.Low, i < 50)))!;

        Assert.Equal((isBest ? 1 : 0, low, high), (realised.Auc, Math.Round(realised.AucInterval.Low, 4), Math.Round(realised.AucInterval.High, 4)));
    }

    [Fact]
    public void Estimates_are_held_against_nothing()
    {
        var judgements = Enumerable.Range(0, 100).Select(i => new Judgement(i, 1, i / 100.0, RiskLevel.Low, i % 2 == 0)).ToList();

        Assert.True(double.IsNaN(Measurement.Estimated(judgements)!.ExpectedToObservedInterval.Low));
        Assert.True(double.IsNaN(Measurement.Estimated(judgements)!.ExpectedToObservedInterval.High));
        Assert.InRange(Measurement.Realised(judgements)!.ExpectedToObservedInterval.Low, 0.7, 0.99);
    }

    [Fact]
    public void Who_is_still_being_learnt_is_left_out_as_in_the_test_of_the_model()
    {
        var born = WatchedStore.Today.DayNumber - 100;
        _watched.Require(1, born);
        _watched.Require(2);
        for (var day = born; day < WatchedStore.Today.DayNumber; day++)
        {
            _watched.Score(1, day, 0.1);
            _watched.Score(2, day, 0.1);
        }

        var judged = Judgements.Read(_watched.Store, WatchedStore.Today, _watched.Options, TestContext.Current.CancellationToken).ByModel[(WatchedStore.Champion.Version, false)];

        var grid = Enumerable.Range(born, 101).Where(d => d % Judgements.Spacing == 0).ToList();
        Assert.Equal(grid, judged.Where(j => j.CustomerNo == 2).Select(j => j.Day));
        Assert.Equal(grid.Where(d => d >= born + Customer.LearningDays), judged.Where(j => j.CustomerNo == 1).Select(j => j.Day));
    }

    [Fact]
    public void Before_anything_is_known_of_what_came_the_probabilities_themselves_raise_alerts()
    {
        var tested = WatchedStore.Shipped.Document.Metrics;
        var random = new Random(3);

        // All about as likely as the others: no ranking that could be as good as in the test; three times as many as in it.
        foreach (var day in RecentDays(6))
        {
            for (var customer = 1; customer <= 400; customer++)
                _watched.Score(customer, day, tested["test_base_rate"] * (2.5 + random.NextDouble()));
        }

        var examination = _watched.Examine();

        var recent = Assert.Single(examination.Performance.Models).RecentEstimated!;
        Assert.Equal((2400, 400), (recent.Predictions, recent.Customers));
        Assert.Equal(
            [$"{WatchedStore.Champion.Version} expected AUC", $"{WatchedStore.Champion.Version} expected rate"],
            examination.Alerts.Where(a => a.Kind == AlertKind.Performance).Select(a => a.Subject));
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Calibration);
        Assert.Contains("2,400 scores of 400 customers", examination.Alerts[0].Message, StringComparison.Ordinal);
        Assert.Contains($"{tested["test_auc"]:0.000} in the test", examination.Alerts[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_weeks_that_rank_worse_raise_an_alert_though_all_weeks_together_do_not()
    {
        var (random, told) = (new Random(9), WatchedStore.Today.DayNumber - 3);
        var days = Enumerable.Range(told - 175, 175 - LabelWindow.UpToDays).Where(d => d % Judgements.Spacing == 0).ToList();
        for (var i = 0; i < days.Count; i++)
        {
            // A fortieth of 400 misses a payment, others in each week, which lies in the windows of two weeks; of late half of them look like everybody else.
            for (var customer = 1; customer <= 400; customer++)
            {
                var misses = customer % 40 == i;
                var looksLikeIt = (misses || customer % 40 == i + 1) && (i < days.Count - _watched.Options.RecentWeeks || random.Next(2) == 0);
                _watched.Score(customer, days[i], looksLikeIt ? 0.9 : random.NextDouble() / 10);
                if (misses)
                    _watched.Missed(customer, days[i] + 20);
            }
        }

        _watched.Missed(1, told);
        var examination = _watched.Examine();

        var model = Assert.Single(examination.Performance.Models);
        var least = WatchedStore.Shipped.Document.Metrics["test_auc"] - _watched.Options.AucLoss;
        Assert.True(model.Realised!.AucInterval.High > least && model.RecentRealised!.AucInterval.High < least, $"{model.Realised.AucInterval} {model.RecentRealised!.AucInterval} {least}");
        Assert.Equal(model.RecentRealised.Auc, Assert.Single(examination.Alerts, a => a.Subject == $"{WatchedStore.Champion.Version} AUC").Value);
    }

    [Fact]
    public void Figures_that_chance_explains_raise_no_alert()
    {
        var least = WatchedStore.Shipped.Document.Metrics["test_auc"] - _watched.Options.AucLoss;
        var day = RecentDays(8)[0];

        // 60 of a thousand miss a payment, by probabilities that are somewhat too small. So many of them look like all others
        // that the AUC is somewhat less than what raises an alert: half of those pairs are lost.
        var alike = (int)Math.Ceiling(60 * 2 * (1 - least + 0.005));
        for (var customer = 1; customer <= 1000; customer++)
        {
            var misses = customer <= 60;
            var place = misses ? (customer - 0.5) / alike : (customer - 60.25) / 940;
            _watched.Score(customer, day, misses && customer > alike ? 0.15 : place / 13);
            if (misses)
                _watched.Missed(customer, day + 22);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var examination = _watched.Examine();

        var realised = Assert.Single(examination.Performance.Models).RecentRealised!;
        Assert.True(realised.MissedCustomers >= _watched.Options.LeastMissedCustomers);
        Assert.True(realised.Auc < least, $"{realised.Auc}");
        Assert.True(realised.ExpectedToObserved < 1 / _watched.Options.CalibrationRatio, $"{realised.ExpectedToObserved}");
        Assert.DoesNotContain(examination.Alerts, a => a.Subject.EndsWith(" AUC", StringComparison.Ordinal) && !a.Subject.EndsWith("expected AUC", StringComparison.Ordinal));
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Calibration);
    }

    private static List<int> RecentDays(int count) =>
        [.. Enumerable.Range(WatchedStore.Today.DayNumber - 70, 70).Where(d => d % Judgements.Spacing == 0).TakeLast(count)];

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
