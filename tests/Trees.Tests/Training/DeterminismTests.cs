namespace PreDelinquency.Trees.Tests.Training;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(2, 1e6)]
    [InlineData(7, 1e6)]
    public void The_model_is_the_same_text_on_any_number_of_threads(int threads, double positiveWeight)
    {
        (Dataset data, _, _) = Drawn.Binary(40_000, seed: 5);
        var parameters = new TrainingParameters
        {
            Iterations = 8,
            BaggingFraction = 0.7,
            BaggingFrequency = 2,
            FeatureFraction = 0.7,
            MinDataPerGroup = 20,
            ScalePositiveWeight = positiveWeight,
        };
        string expected = Drawn.Text(Trainer.Train(data, parameters with { Threads = 1 }).Model);
        Assert.Equal(expected, Drawn.Text(Trainer.Train(data, parameters with { Threads = threads }).Model));
    }

    [Fact]
    public void Another_seed_draws_other_rows()
    {
        (Dataset data, _, _) = Drawn.Binary(2_000, seed: 5);
        var parameters = new TrainingParameters { Iterations = 3, BaggingFraction = 0.5, BaggingFrequency = 1 };
        string first = Drawn.Text(Trainer.Train(data, parameters with { BaggingSeed = 1 }).Model);
        string second = Drawn.Text(Trainer.Train(data, parameters with { BaggingSeed = 2 }).Model);
        Assert.NotEqual(Trees(first), Trees(second));

        static string Trees(string text) => text[..text.IndexOf("parameters:", StringComparison.Ordinal)];
    }

    [Fact]
    public void A_trained_model_scores_the_same_bits_after_writing_and_reading()
    {
        (Dataset data, double[] rows, _) = Drawn.Binary(3_000, seed: 6);
        TreeModel trained = Trainer.Train(data, new TrainingParameters { Iterations = 20 }).Model;
        TreeModel read = TreeModel.Read(new StringReader(Drawn.Text(trained)));
        var expected = new double[data.RowCount];
        var actual = new double[data.RowCount];
        trained.RawScoreBatch(rows, expected);
        read.RawScoreBatch(rows, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(trained.FeatureInfos, read.FeatureInfos);
        Assert.Equal(trained.FeatureNames, read.FeatureNames);
        Assert.Equal(trained.ExpectedValue, read.ExpectedValue);
    }
}
