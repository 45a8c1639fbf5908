namespace PreDelinquency.Trees;

/// <summary>Whether probabilities mean what they say. Input rules as in <see cref="BinaryMetrics"/>.</summary>
public static class CalibrationCurve
{
    /// <summary>Predicted against observed rates in bins of equal width; empty bins are left out.</summary>
    public static IReadOnlyList<CalibrationBin> Of(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Samples.Check(probabilities, labels, weights, probabilities: true);
        var weight = new double[bins];
        var predicted = new double[bins];
        var positives = new double[bins];
        for (int i = 0; i < labels.Length; i++)
        {
            double w = weights.IsEmpty ? 1 : weights[i];
            int bin = Math.Min(bins - 1, (int)(probabilities[i] * bins));
            weight[bin] += w;
            predicted[bin] += w * probabilities[i];
            positives[bin] += w * labels[i];
        }

        return
        [
            .. Enumerable.Range(0, bins).Where(bin => weight[bin] > 0).Select(bin => new CalibrationBin(
                (double)bin / bins, (bin + 1.0) / bins, weight[bin], predicted[bin] / weight[bin], positives[bin] / weight[bin])),
        ];
    }

    /// <summary>Expected calibration error: the mean distance of predicted and observed rate over the bins of <see cref="Of"/>.</summary>
    public static double ExpectedError(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> labels, int bins = 10, ReadOnlySpan<double> weights = default)
    {
        IReadOnlyList<CalibrationBin> curve = Of(probabilities, labels, bins, weights);
        return curve.Sum(bin => bin.Weight * Math.Abs(bin.Predicted - bin.Observed)) / curve.Sum(bin => bin.Weight);
    }
}
