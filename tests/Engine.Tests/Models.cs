using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Engine.Tests;

internal static class Models
{
    /// <summary>The shipped trees with thresholds so low that levels change and interventions follow often, whatever model ships.</summary>
    public static readonly ModelBundle Nervous = Lowered(ModelBundle.Load(Repository.PathOf("models/champion")));

    /// <summary>Judges otherwise: other probabilities and other thresholds.</summary>
    public static readonly ModelBundle Other = ModelBundle.Create(
        Nervous.Trees,
        Nervous.Document with { Version = "other", Calibration = new PlattCalibration(0.8, 0.5), Thresholds = new RiskThresholds(0.025, 0.06, 0.12) });

    private static ModelBundle Lowered(ModelBundle model) =>
        ModelBundle.Create(model.Trees, model.Document with { Thresholds = new RiskThresholds(0.02, 0.05, 0.15) });
}
