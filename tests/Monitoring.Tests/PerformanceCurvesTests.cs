using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring.Tests;

public sealed class PerformanceCurvesTests
{
    private readonly WatchedStore _watched = new();

    // Judged, and long enough ago that what came is known.
    private static int Known { get; } = (WatchedStore.Today.DayNumber - 70) / Judgements.Spacing * Judgements.Spacing;

    [Fact]
    public void Nothing_is_drawn_while_nothing_is_known()
    {
        _watched.Score(1, Known, 0.9);

        Assert.Empty(_watched.Examine().Performance.Curves);
    }

    [Fact]
    public void The_curve_holds_the_share_found_and_the_false_alarms_from_each_score_on()
    {
        // By falling score: missed, paid, missed, paid, paid.
        foreach (var (customer, probability, isMissed) in new[] { (1, 0.9, true), (2, 0.7, false), (3, 0.5, true), (4, 0.3, false), (5, 0.1, false) })
            Judge(customer, probability, isMissed);

        var curves = Assert.Single(_watched.Examine().Performance.Curves);

        // A score stands for eight days, and so on two days of the weekly grid.
        Assert.Equal((10, 4), (curves.Predictions, curves.Missed));
        Assert.Equal((0.5, 0.0, 1.0), Shares(curves, 0.9));
        Assert.Equal((0.5, 1 / 3.0, 0.5), Shares(curves, 0.7));
        Assert.Equal((1.0, 1 / 3.0, 2 / 3.0), Shares(curves, 0.5));
        Assert.Equal((1.0, 1.0, 0.4), Shares(curves, 0.1));
    }

    [Fact]
    public void Tenths_hold_all_scores_and_their_lifts_average_to_one()
    {
        for (var i = 1; i <= 100; i++)
            Judge(i, i / 101.0, isMissed: i > 90 || i == 5);

        var curves = Assert.Single(_watched.Examine().Performance.Curves);

        Assert.Equal(10, curves.Tenths.Count);
        Assert.Equal(curves.Predictions, curves.Tenths.Sum(t => t.Predictions));
        Assert.Equal(1, curves.Tenths.Average(t => t.Lift), 12);
        Assert.Equal(1, curves.Tenths[0].MissedShare);
        Assert.Equal(10 / 1.1, curves.Tenths[0].Lift, 12);
    }

    [Fact]
    public void The_lead_is_from_when_the_level_rose_and_stayed()
    {
        foreach (var (week, probability) in new[] { (-4, 0.9), (-3, 0.01), (-2, 0.2), (-1, 0.7), (0, 0.9) })
            _watched.Score(1, Known + (week * Judgements.Spacing), probability);
        _watched.Missed(1, Known + 5);
        _watched.Score(2, Known, 0.01);
        _watched.Missed(2, Known + 5);
        TellOfLater();

        var curves = Assert.Single(_watched.Examine().Performance.Curves);

        Assert.Equal([0, 19], curves.LeadDays.Order());
    }

    private static (double Recall, double FalseRate, double Precision) Shares(PerformanceCurves curves, double threshold)
    {
        var point = curves.Points.Single(p => p.Threshold.Equals(threshold));
        return (point.Recall, point.FalseRate, point.Precision);
    }

    private void Judge(int customer, double probability, bool isMissed)
    {
        _watched.Score(customer, Known, probability);
        if (isMissed)
            _watched.Missed(customer, Known + LabelWindow.UpToDays);
        TellOfLater();
    }

    // What came counts as known up to the latest that was told of.
    private void TellOfLater() => _watched.Missed(9999, WatchedStore.Today.DayNumber - 1);
}
