using PreDelinquency.Trees;

namespace PreDelinquency.Training.Tests;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void Parameters_are_set_by_name_and_the_others_stay()
    {
        var options = new TrainingOptions().With([new("num_leaves", "9"), new("eta", "0.25"), new("high_precision", "0.8")]);
        Assert.Equal((9, 0.25, 0.8), (options.Trees.Leaves, options.Trees.LearningRate, options.HighPrecision));
        Assert.Equal(new TrainingOptions() with { HighPrecision = 0.8, Trees = new TrainingOptions().Trees with { Leaves = 9, LearningRate = 0.25 } }, options);
    }

    [Theory]
    [InlineData("leafs", "9", "'leafs'")]
    [InlineData("higher_precision", "0.9", "'higher_precision'")]
    [InlineData("num_leaves", "1", "num_leaves=1")]
    [InlineData("num_leaves", "many", "num_leaves")]
    [InlineData("high_precision", "1.2", "high_precision=1.2")]
    [InlineData("high_precision", "0.3", "high_precision=0.3")]
    [InlineData("objective", "regression", "objective")]
    public void What_is_unknown_or_out_of_range_is_refused_by_name(string name, string value, string named) =>
        Assert.Contains(named, Assert.Throws<TrainingInputException>(() => new TrainingOptions().With([new(name, value)])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_parameter_given_twice_is_refused()
    {
        Assert.Throws<TrainingInputException>(() => new TrainingOptions().With([new("num_leaves", "9"), new("max_leaves", "8")]));
        Assert.Throws<TrainingInputException>(() => new TrainingOptions().With([new("high_precision", "0.7"), new("high_precision", "0.7")]));
    }

    [Fact]
    public void What_the_options_say_of_themselves_makes_them_again()
    {
        var options = new TrainingOptions().With([new("num_leaves", "9"), new("lambda_l1", "0.5"), new("medium_precision", "0.3")]);
        var pairs = options.ToPairs();
        var again = new TrainingOptions { Trees = new TrainingParameters() }.With([.. pairs.Where(p => p.Key != "test_days")]);
        Assert.Equal(options, again with { Trees = again.Trees with { MonotoneConstraints = options.Trees.MonotoneConstraints } });
        Assert.Equal(pairs, again.ToPairs());
        Assert.Equal("90", pairs["test_days"]);
    }
}
