using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Tests;

internal static class Models
{
    /// <summary>The shipped trees with thresholds so low that levels change and interventions follow often, whatever model ships.</summary>
    public static readonly ModelBundle Nervous = Lowered(ModelBundle.Load(Repository.PathOf("models/champion")));

    private static ModelBundle Lowered(ModelBundle model) =>
        ModelBundle.Create(model.Trees, model.Document with { Thresholds = new RiskThresholds(0.02, 0.05, 0.15) });
}
