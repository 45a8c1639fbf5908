using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Tests;

public sealed class ThresholdChoiceTests
{
    [Fact]
    public void The_lowest_threshold_is_chosen_from_which_on_enough_of_the_flagged_miss()
    {
        // Of 100 rows the upper half miss, and the probabilities say so: 0.9 above, 0.1 below.
        var probabilities = Enumerable.Range(0, 100).Select(i => i < 50 ? 0.1 + (i * 1e-4) : 0.9 + (i * 1e-4)).ToArray();
        var labels = Enumerable.Range(0, 100).Select(i => i < 50 ? 0.0 : 1).ToArray();

        // With k further rows of the lower half the share is about (50 + 47.7 + 0.1 k) / (2 (50 + k)).
        var threshold = ThresholdChoice.Lowest(0.8, probabilities, labels, out _);
        var flagged = probabilities.Count(p => p >= threshold);
        Assert.InRange(flagged, 60, 64);
        Assert.Equal(probabilities[50], ThresholdChoice.Lowest(0.95, probabilities, labels, out _));
    }

    [Fact]
    public void Where_no_threshold_has_the_wanted_share_the_share_itself_is_the_threshold_and_the_level_is_unproven()
    {
        // All who are flagged from 0.5 on miss: the best threshold promises and shows 0.75 on average, and CRITICAL wants 0.9.
        var probabilities = Enumerable.Range(0, 200).Select(i => i < 100 ? 0.1 : 0.5).ToArray();
        var labels = Enumerable.Range(0, 200).Select(i => i < 100 ? 0.0 : 1).ToArray();
        var chosen = ThresholdChoice.For(probabilities, labels, new TrainingOptions { MediumPrecision = 0.4, HighPrecision = 0.7, CriticalPrecision = 0.9 });
        Assert.Equal((0.9, new UnprovenLevel(RiskLevel.Critical, 0.9, 0.75, 200)), (chosen.Thresholds.Critical, Assert.Single(chosen.Unproven)));
    }

    [Fact]
    public void A_handful_of_flagged_rows_proves_nothing()
    {
        var probabilities = Enumerable.Range(0, 1000).Select(i => i < 990 ? 0.01 : 0.97).ToArray();
        var labels = Enumerable.Range(0, 1000).Select(i => i < 990 ? 0.0 : 1).ToArray();
        Assert.Null(ThresholdChoice.Lowest(0.7, probabilities, labels, out var best));
        Assert.Equal((10 + (10 * 0.97) + (990 * 0.01)) / 2000, best, 12);
    }

    [Fact]
    public void Fewer_rows_than_must_be_flagged_prove_no_level_and_have_no_best()
    {
        var chosen = ThresholdChoice.For([0.9, 0.95], [1, 1], new TrainingOptions());
        Assert.Equal([RiskLevel.Medium, RiskLevel.High, RiskLevel.Critical], chosen.Unproven.Select(u => u.Level));
        Assert.All(chosen.Unproven, u => Assert.Equal((null, 2), (u.BestPrecision, u.Rows)));
    }

    [Fact]
    public void Rows_of_equal_probability_are_flagged_together()
    {
        var probabilities = Enumerable.Repeat(0.5, 100).ToArray();
        var labels = Enumerable.Range(0, 100).Select(i => i < 40 ? 0.0 : 1).ToArray();
        Assert.Equal(0.5, ThresholdChoice.Lowest(0.55, probabilities, labels, out _));
        Assert.Null(ThresholdChoice.Lowest(0.6, probabilities, labels, out _));
    }
}
