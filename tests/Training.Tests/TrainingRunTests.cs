using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Tests;

public sealed class TrainingRunTests(Trained trained) : IClassFixture<Trained>
{
    [Fact]
    public void Test_customers_and_test_months_are_both_unseen()
    {
        var split = trained.Outcome.Split;
        var seen = split.Training.Concat(split.Stopping).Concat(split.Calibration).ToList();
        Assert.Empty(seen.Select(r => r.CustomerId).Intersect(split.Test.Select(r => r.CustomerId), StringComparer.Ordinal));
        Assert.True(seen.Max(r => r.CutOff).AddDays(LabelWindow.UpToDays) < split.TestStart, "no label reaches into the test months");
        Assert.Equal(split.TestStart, split.Test.Min(r => r.CutOff));
        Assert.Empty(split.Training.Select(r => r.CustomerId).Intersect(split.Calibration.Select(r => r.CustomerId), StringComparer.Ordinal));
        Assert.Empty(split.Training.Select(r => r.CustomerId).Intersect(split.Stopping.Select(r => r.CustomerId), StringComparer.Ordinal));
        Assert.All(split.Test, r => Assert.True(DataSplit.IsTestCustomer(r.CustomerId)));

        // What runs of flags are followed back into belongs to the same customers, and lies before.
        Assert.All(split.Earlier, r => Assert.True(DataSplit.IsTestCustomer(r.CustomerId) && r.CutOff < split.TestStart));
        Assert.Equal(trained.Data.Rows.Count(r => DataSplit.IsTestCustomer(r.CustomerId)), split.Test.Count + split.Earlier.Count);
    }

    [Fact]
    public void A_small_population_already_teaches_a_model_that_ranks_unseen_customers()
    {
        var test = trained.Outcome.Test;
        Assert.InRange(test[Figure.Auc].Value, 0.83, 0.97);
        Assert.InRange(test[Figure.Auc].Value, test[Figure.Auc].Low, test[Figure.Auc].High);
        Assert.InRange(test[Figure.CalibrationError].Value, 0, 0.02);
        Assert.True(test[Figure.Lift1].Value > 4, $"lift {test[Figure.Lift1].Value}");
        Assert.True(test[Figure.PrecisionHigh].Value > test[Figure.PrecisionMedium].Value);
    }

    [Fact]
    public void The_bundle_says_what_it_was_made_from_and_how_it_did()
    {
        var document = trained.Outcome.Bundle.Document;
        Assert.Equal(Trained.Now, document.CreatedAt);
        Assert.StartsWith("2026-03-01.", document.Version, StringComparison.Ordinal);
        Assert.Equal(trained.Data.Fingerprint(), document.TrainingData);
        Assert.Equal(FeatureCatalogue.Version, document.FeatureCatalogue);
        Assert.Equal(trained.Outcome.Test[Figure.Auc].Value, document.Metrics["test_auc"]);
        Assert.Equal($"{trained.Outcome.Bundle.Trees.TreeCount}", document.Parameters["num_iterations"]);
        var split = trained.Outcome.Split;
        Assert.Equal(split.Training.Concat(split.Stopping).Concat(split.Calibration).Max(r => r.CutOff), document.TrainedThrough);
        Assert.Equal(new CustomerSplit("fnv1a-2", 20, 20, 10), document.CustomerSplit);
        var (trees, metrics) = (trained.Outcome.Bundle.ToText(), document.Metrics);
        Assert.Equal(document.TrainedThrough, BundleDocument.Parse(trees.Document, "bundle.json").TrainedThrough);
        Assert.True(metrics["test_warned_medium"] > metrics["test_warned_high"] && metrics["test_warning_days_medium"] >= metrics["test_warning_days_medium_q1"]);
    }

    [Fact]
    public void The_bundle_scores_with_the_calibrated_probability()
    {
        var bundle = trained.Outcome.Bundle;
        var calibration = Assert.IsType<PlattCalibration>(bundle.Document.Calibration);
        foreach (var row in trained.Outcome.Split.Test.Take(50))
        {
            var score = bundle.Score(row.Features, Maturity.Established);
            Assert.Equal(calibration.Apply(bundle.Trees.RawScore(row.Features)), score.Probability);
            Assert.Equal(bundle.Thresholds.LevelOf(score.Probability), score.Level);
        }
    }

    [Fact]
    public void A_saved_bundle_is_loaded_with_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        trained.Outcome.Bundle.Save(folder.Path);
        var loaded = ModelBundle.Load(folder.Path);
        foreach (var row in trained.Outcome.Split.Test.Take(50))
            Assert.Equal(trained.Outcome.Bundle.Score(row.Features, Maturity.Established), loaded.Score(row.Features, Maturity.Established));
    }

    [Fact]
    public void The_same_rows_make_the_same_bundle()
    {
        var stages = new Stages();
        var again = Trained.Run(trained.Data, stages);
        Assert.Equal(Text(trained.Outcome.Bundle), Text(again.Bundle));
        Assert.Equal(trained.Outcome.Bundle.Thresholds, again.Bundle.Thresholds);
        Assert.Equal(trained.Outcome.Bundle.Document.Metrics, again.Bundle.Document.Metrics);
        Assert.Equal(["Growing trees", "Calibrating and testing"], stages.Names.Distinct());
    }

    [Fact]
    public void Too_few_rows_are_refused_with_what_is_missing()
    {
        var error = Assert.Throws<TrainingDataException>(() => Trained.Run(trained.Data with { Rows = [.. trained.Data.Rows.Where(r => !r.Misses)] }));
        Assert.Contains("training part", error.Message, StringComparison.Ordinal);
        Assert.Throws<TrainingDataException>(() => Trained.Run(trained.Data with { Rows = [] }));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Trained.Run(trained.Data, null, stop.Token));
    }

    [Theory]
    [InlineData(6, 0.4, 0.7, 0.8)]
    [InlineData(60, 0.7, 0.7, 0.8)]
    [InlineData(60, 0.4, 0.7, 1.0)]
    public void Options_out_of_range_are_refused(int testDays, double medium, double high, double critical)
    {
        var options = new TrainingOptions { TestDays = testDays, MediumPrecision = medium, HighPrecision = high, CriticalPrecision = critical };
        Assert.Throws<TrainingInputException>(() => new TrainingRun(options, TimeProvider.System).Run(trained.Data));
    }

    private static string Text(ModelBundle bundle)
    {
        using var text = new StringWriter();
        bundle.Trees.Write(text);
        return text.ToString();
    }

    private sealed class Stages : IProgress<TrainingStep>
    {
        public List<string> Names { get; } = [];

        public void Report(TrainingStep value) => Names.Add(value.Stage);
    }
}
