using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cluster.Tests;

internal static class Models
{
    public static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));

    /// <summary>The shipped trees with thresholds so low that levels change and interventions follow often, whatever model ships.</summary>
    public static readonly ModelBundle Nervous = ModelBundle
        .Create(Shipped.Trees, Shipped.Document with { Version = "nervous", Thresholds = new RiskThresholds(0.02, 0.05, 0.15) })
        .With(Shipped.Reference);
}
