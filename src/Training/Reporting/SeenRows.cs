using System.Globalization;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Reporting;

/// <summary>Whether a model was made from what it is measured on: then its figures promise too much.</summary>
public static class SeenRows
{
    /// <summary>A warning; null where the model has seen nothing of the rows, as far as it can be known.</summary>
    /// <param name="document">What the model says of its training.</param>
    /// <param name="fingerprint">Names the data that the rows are of.</param>
    /// <param name="measured">The rows.</param>
    /// <param name="areKeptApart">Whether they are those that <see cref="DataSplit"/> keeps apart; else all of the data.</param>
    public static string? WarningOf(BundleDocument document, string fingerprint, IReadOnlyList<PointInTimeRow> measured, bool areKeptApart)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(measured);
        if (!areKeptApart)
        {
            return document.TrainingData == fingerprint
                ? $"Model {document.Version} was made from these very data ({fingerprint}): it has seen most of the rows that are measured, so the figures are better than they will be for anybody else. Leave out --all to measure on the customers and months that training kept apart."
                : null;
        }

        if (document.CustomerSplit is { } split && split != DataSplit.Customers)
            return $"Model {document.Version} kept customers apart in another way ({split.Hash}, {split.TestPercent}% tested on) than this program ({DataSplit.Customers.Hash}, {DataSplit.Customers.TestPercent}%): it may have seen customers that are measured.";
        if (document.TrainedThrough is { } through)
        {
            var first = measured.Min(r => r.CutOff);
            return first > through.AddDays(LabelWindow.UpToDays)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"Model {document.Version} was trained through {through:yyyy-MM-dd}, on labels of up to {LabelWindow.UpToDays} days later, and the measured rows begin on {first:yyyy-MM-dd}: it has seen those months, though not these customers.");
        }

        // Of its own data, the same rows are kept apart again.
        return document.TrainingData == fingerprint
            ? null
            : $"Model {document.Version} does not say through which day it was trained: whether it has seen the months that are measured is not known.";
    }
}
