namespace PreDelinquency.Trees.Tests.Metrics;

public sealed class ThresholdTests
{
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.6, 0.6, 0.4, 0.3, 0.1];
    private static readonly double[] Labels = [1, 0, 1, 1, 0, 0, 1, 0];

    [Fact]
    public void A_score_at_the_threshold_is_flagged()
    {
        ThresholdReport report = Threshold.At(0.6, Scores, Labels);
        Assert.Equal(new ThresholdReport(0.6, 3, 2, 2, 1), report);
        Assert.Equal(0.6, report.Precision);
        Assert.Equal(0.75, report.Recall);
        Assert.Equal(0.5, report.FalsePositiveRate);
        Assert.Equal(6 / 9.0, report.F1);
        Assert.Equal(5 / 8.0, report.FlaggedShare);
    }

    [Fact]
    public void The_lowest_threshold_of_the_wanted_precision_is_chosen()
    {
        Assert.True(Threshold.TryForPrecision(0.6, Scores, Labels, out ThresholdReport report));
        Assert.Equal(0.6, report.Threshold);
        Assert.True(Threshold.TryForPrecision(0.65, Scores, Labels, out report));
        Assert.Equal(0.7, report.Threshold);
        Assert.True(Threshold.TryForPrecision(1, Scores, Labels, out report));
        Assert.Equal(0.9, report.Threshold);
        Assert.False(Threshold.TryForPrecision(0.9, [2, 1], [0, 1], out _));
    }

    [Fact]
    public void The_cheapest_threshold_is_chosen()
    {
        // Missing costs 5, a needless act 1: by hand 20, 15, 16, 11, 7 (at 0.6), 8, 4 (all but the last), 4 + 1.
        ThresholdReport report = Threshold.ForCosts(new CostMatrix(0, 1, 5), Scores, Labels);
        Assert.Equal(0.3, report.Threshold);
        Assert.Equal(3, report.Cost(new CostMatrix(0, 1, 5)));
        Assert.Equal(double.PositiveInfinity, Threshold.ForCosts(new CostMatrix(2, 1, 1), Scores, Labels).Threshold);
    }

    [Fact]
    public void Lift_by_band_shares_ties_out()
    {
        IReadOnlyList<LiftBand> bands = Lift.ByBand(Scores, Labels, bands: 2);
        // The upper four rows hold 0.9, 0.8, 0.7 and one of the two at 0.6, half of which are positive: 2.5 of 4.
        Assert.Equal(new LiftBand(1, 4, 2.5, 1.25, 1.25, 0.625), bands[0]);
        Assert.Equal(new LiftBand(2, 4, 1.5, 0.75, 1, 1), bands[1]);
        IReadOnlyList<LiftBand> deciles = Lift.ByBand(Scores, Labels);
        Assert.Equal(10, deciles.Count);
        Assert.Equal(2, deciles[0].Lift, 12);
        Assert.Equal(4, deciles.Sum(band => band.Positives), 12);
    }

    [Fact]
    public void The_calibration_curve_has_means_of_its_bins()
    {
        IReadOnlyList<CalibrationBin> curve = CalibrationCurve.Of([0.1, 0.2, 0.8, 1], [0, 1, 1, 1], bins: 2);
        Assert.Equal(2, curve.Count);
        Assert.Equal(0.15, curve[0].Predicted, 15);
        Assert.Equal(0.5, curve[0].Observed);
        Assert.Equal(0.9, curve[1].Predicted, 15);
        Assert.Equal(1, curve[1].Observed);
        Assert.Equal((0.35 + 0.1) / 2, CalibrationCurve.ExpectedError([0.1, 0.2, 0.8, 1], [0, 1, 1, 1], bins: 2), 15);
    }

    [Fact]
    public void The_bootstrap_is_fixed_by_its_seed_and_near_the_exact_error()
    {
        var random = new Random(4);
        double[] labels = [.. Enumerable.Range(0, 2_000).Select(i => (double)(i % 2))];
        double[] scores = [.. labels.Select(label => label + Training.Drawn.Normal(random))];
        ConfidenceInterval first = Bootstrap.Interval((s, l) => BinaryMetrics.Auc(s, l), scores, labels, seed: 1, resamples: 400);
        ConfidenceInterval again = Bootstrap.Interval((s, l) => BinaryMetrics.Auc(s, l), scores, labels, seed: 1, resamples: 400);
        Assert.Equal(first, again);
        Assert.InRange(first.Value, first.Low, first.High);
        // Hanley and McNeil (1982): AUC 0.76 on 1,000 + 1,000 rows has a standard error of 0.0106, so 95% is 0.0415 wide.
        Assert.InRange(first.High - first.Low, 0.033, 0.050);
    }
}
