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
        var threshold = ThresholdChoice.Lowest(0.8, probabilities, labels);
        var flagged = probabilities.Count(p => p >= threshold);
        Assert.InRange(flagged, 60, 64);
        Assert.Equal(probabilities[50], ThresholdChoice.Lowest(0.95, probabilities, labels));
    }

    [Fact]
    public void Where_no_threshold_has_the_wanted_share_the_share_itself_is_the_threshold()
    {
        var probabilities = Enumerable.Range(0, 200).Select(i => i / 400.0).ToArray();
        Assert.Equal(0.9, ThresholdChoice.Lowest(0.9, probabilities, new double[200]));
    }

    [Fact]
    public void A_handful_of_flagged_rows_proves_nothing()
    {
        var probabilities = Enumerable.Range(0, 1000).Select(i => i < 990 ? 0.01 : 0.97).ToArray();
        var labels = Enumerable.Range(0, 1000).Select(i => i < 990 ? 0.0 : 1).ToArray();
        Assert.Equal(0.7, ThresholdChoice.Lowest(0.7, probabilities, labels));
    }

    [Fact]
    public void Rows_of_equal_probability_are_flagged_together()
    {
        var probabilities = Enumerable.Repeat(0.5, 100).ToArray();
        var labels = Enumerable.Range(0, 100).Select(i => i < 40 ? 0.0 : 1).ToArray();
        Assert.Equal(0.5, ThresholdChoice.Lowest(0.55, probabilities, labels));
        Assert.Equal(0.6, ThresholdChoice.Lowest(0.6, probabilities, labels));
    }
}
