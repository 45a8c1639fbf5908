using PreDelinquency.Domain.Risk;
using PreDelinquency.Synthetic;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Tests;

public sealed class ShippedModelTests
{
    [Fact]
    public void The_shipped_model_ranks_a_population_that_it_never_saw_and_keeps_its_word_on_precision()
    {
        var bundle = ModelBundle.Load(Repository.PathOf("models/champion"));
        var population = new Population(new PopulationOptions { Customers = 3000, Months = 12, Seed = 20_261_121 });
        var rows = PointInTimeSet.FromPopulation(population, new SamplingOptions()).Rows;
        var evaluation = Evaluation.Of(bundle, rows);
        Assert.InRange(evaluation[Figure.Auc].Value, 0.85, 0.97);
        Assert.InRange(evaluation[Figure.CalibrationError].Value, 0, 0.02);

        // The promise itself, on so many customers that chance moves it by a few points only.
        var probabilities = Evaluation.Probabilities(bundle, rows);
        var flagged = rows.Where((_, i) => probabilities[i] >= bundle.Thresholds.High).Select(r => r.CustomerId).Distinct().Count();
        Assert.True(flagged >= 150, $"{flagged} customers are flagged HIGH");
        Assert.True(evaluation[Figure.PrecisionHigh].Value >= 0.70, $"precision at HIGH {evaluation[Figure.PrecisionHigh].Value:P1}");
        Assert.True(evaluation[Figure.RecallHigh].Value >= 0.20, $"recall at HIGH {evaluation[Figure.RecallHigh].Value:P1}");
        Assert.True(evaluation.Warnings.Medium.Share.Value >= 0.60, $"missed payments warned of at MEDIUM {evaluation.Warnings.Medium.Share.Value:P1}");
        Assert.True(evaluation.Warnings.High.Share.Value >= 0.25, $"missed payments warned of at HIGH {evaluation.Warnings.High.Share.Value:P1}");

        // The bundle's own test lies in a third year; first-year customers have shorter histories to deviate from.
        Assert.True(evaluation[Figure.Auc].Value > bundle.Document.Metrics["test_auc"] - 0.06, $"AUC {evaluation[Figure.Auc].Value:0.000}");
    }
}
