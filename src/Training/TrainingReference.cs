using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>What a live model is held against: how its features were spread over the training rows, and its scores over rows that no tree saw.</summary>
internal static class TrainingReference
{
    public static PopulationReference Of(ModelBundle bundle, DataSplit split, CancellationToken cancellationToken) => new(
        [.. FeatureCatalogue.All.Select((feature, i) => ValueBins.Of(feature.Name, split.Training.Select(row => row.Features[i])))],
        ValueBins.Of(PopulationReference.ScoreName, Evaluation.Probabilities(bundle, split.Calibration, cancellationToken)));
}
