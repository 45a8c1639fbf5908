using System.Globalization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Registry;

/// <summary>What a model must have shown before its scores have consequences.</summary>
public static class Promotion
{
    /// <summary>Least AUC on the model's own test: below it, ranking is poor (Hosmer, Lemeshow and Sturdivant, Applied Logistic Regression, 2013, section 5.2.4).</summary>
    public const double LeastAuc = 0.7;

    private const string Auc = "test_auc";

    /// <summary>Why a model is not promoted unless somebody insists: figure and rule of each, in words; empty where nothing speaks against it.</summary>
    public static IReadOnlyList<string> Doubts(BundleDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. AucDoubts(document.Metrics), .. document.UnprovenLevels.Select(Doubt)];
    }

    private static IEnumerable<string> AucDoubts(IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(Auc, out var auc) || double.IsNaN(auc))
            yield return $"{Auc} is not in its bundle, so that nobody knows how well it ranks";
        else if (auc < LeastAuc)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Auc} is {auc:0.000} and must be at least {LeastAuc:0.00}");
    }

    private static string Doubt(UnprovenLevel unproven)
    {
        var name = WireNames<RiskLevel>.Of(unproven.Level);
        var best = unproven.BestPrecision is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"the best was {share:0%}")
            : "there were too few rows for any";
        return string.Create(CultureInfo.InvariantCulture, $"{name.ToUpperInvariant()} must have a threshold from which on {name}_precision = {unproven.WantedPrecision:0%} miss a payment, and none of the {unproven.Rows:N0} calibration rows gave one ({best})");
    }
}
