using PreDelinquency.Domain.Risk;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Training.Tests;

public sealed class ShippedModelTests
{
    [Fact]
    public void The_shipped_model_ranks_a_population_that_it_never_saw_and_keeps_its_word_on_precision()
    {
        var bundle = ModelBundle.Load(Repository.PathOf("models/champion"));
        var population = new Population(new PopulationOptions { Customers = 1000, Months = 12, Seed = 20_261_121 });
        var rows = PointInTimeSet.FromPopulation(population, new SamplingOptions()).Rows;
        var evaluation = Evaluation.Of(bundle, rows);
        Assert.InRange(evaluation.Auc.Value, 0.85, 0.97);
        Assert.InRange(evaluation.CalibrationError, 0, 0.02);
        Assert.True(evaluation.HighPrecision.High >= 0.70, $"precision at HIGH {evaluation.High.Precision:P1}");
        Assert.True(evaluation.High.Recall > 0.08, $"recall at HIGH {evaluation.High.Recall:P1}");

        // The bundle's own test lies in a third year; first-year customers have shorter histories to deviate from.
        Assert.True(evaluation.Auc.Value > bundle.Document.Metrics["test_auc"] - 0.06, $"AUC {evaluation.Auc.Value:0.000}");
    }
}
