namespace PreDelinquency.Monitoring;

/// <summary>
/// The standard error of a figure over rows of which several belong to one customer and resemble each other: the figure
/// linearised, how much each row moves it summed per customer (infinitesimal jackknife; for the AUC as Obuchowski,
/// Nonparametric analysis of clustered ROC curve data, Biometrics 53, 1997).
/// </summary>
internal static class CustomerError
{
    /// <param name="rows">The rows.</param>
    /// <param name="influence">By how much the figure moves where a row counts a little more, per that little.</param>
    /// <returns>NaN for fewer than two customers.</returns>
    public static double Of(IReadOnlyList<MeasuredRow> rows, Func<int, double> influence)
    {
        var sums = new Dictionary<int, double>();
        for (var i = 0; i < rows.Count; i++)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, rows[i].CustomerNo, out _) += influence(i);
        return sums.Count < 2 ? double.NaN : Math.Sqrt(sums.Count / (sums.Count - 1.0) * sums.Values.Sum(sum => sum * sum));
    }
}
