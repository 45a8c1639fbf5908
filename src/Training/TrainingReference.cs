using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>
/// What a live model is held against: how features are spread over the data that it was made from, and its scores over the
/// rows that no tree saw. As live, only customers with a history of <see cref="PopulationCounts.LeastHistoryDays"/> count: of
/// shorter ones little is usual yet, and data of a year would be full of them.
/// </summary>
internal static class TrainingReference
{
    public static PopulationReference Of(ModelBundle bundle, DataSplit split, CancellationToken cancellationToken)
    {
        var unseen = Settled([.. split.Calibration, .. split.Earlier, .. split.Test]);
        var all = Settled([.. split.Training, .. split.Stopping, .. split.Calibration, .. split.Earlier, .. split.Test]);
        return new PopulationReference(
            [.. FeatureCatalogue.All.Select((feature, i) => ValueBins.Of(feature.Name, all.Select(row => row.Features[i])))],
            ValueBins.Of(PopulationReference.ScoreName, Evaluation.Probabilities(bundle, unseen, cancellationToken)),
            all.Max(row => row.CutOff).DayNumber - all.Min(row => row.CutOff).DayNumber + 1);
    }

    /// <summary>Data that have nobody with such a history are held against what they have.</summary>
    private static IReadOnlyList<PointInTimeRow> Settled(IReadOnlyList<PointInTimeRow> rows)
    {
        var settled = rows.Where(row => row.HistoryDays >= PopulationCounts.LeastHistoryDays).ToList();
        return settled.Count > 0 ? settled : rows;
    }
}
