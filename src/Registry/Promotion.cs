using System.Globalization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Registry;

/// <summary>What a model must have shown before its scores have consequences.</summary>
public static class Promotion
{
    /// <summary>Least lower end of the 95% interval of the AUC on the model's own test: below it, ranking is poor (Hosmer, Lemeshow and Sturdivant, Applied Logistic Regression, 2013, section 5.2.4).</summary>
    public const double LeastAuc = 0.7;

    private const string Auc = "test_auc";
    private const string AucLow = "test_auc_low";

    /// <summary>Why a model is not promoted unless somebody insists: figure and rule of each, in words; empty where nothing speaks against it.</summary>
    public static IReadOnlyList<string> Doubts(BundleDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. AucDoubts(document.Metrics), .. document.UnprovenLevels.Select(Doubt)];
    }

    private static IEnumerable<string> AucDoubts(IReadOnlyDictionary<string, double> metrics)
    {
        if (!Has(Auc, out var auc))
            yield return $"its bundle has no {Auc}, so that nobody knows how well it ranks";
        else if (!Has(AucLow, out var low))
            yield return string.Create(CultureInfo.InvariantCulture, $"its bundle has no {AucLow}, so that its {Auc} of {auc:0.000} may be chance");
        else if (low < LeastAuc)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Auc} is {auc:0.000} and may be as low as {low:0.000} ({AucLow}), which must be at least {LeastAuc:0.00}");

        bool Has(string metric, out double value) => metrics.TryGetValue(metric, out value) && !double.IsNaN(value);
    }

    private static string Doubt(UnprovenLevel unproven)
    {
        var name = WireNames<RiskLevel>.Of(unproven.Level);
        var best = unproven.BestPrecision is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"the best threshold of the {unproven.Rows:N0} calibration rows reached {share:0%}")
            : string.Create(CultureInfo.InvariantCulture, $"the {unproven.Rows:N0} calibration rows were too few for any");
        return string.Create(CultureInfo.InvariantCulture, $"{name.ToUpperInvariant()} has no threshold from which on {unproven.WantedPrecision:0%} miss a payment ({name}_precision): {best}");
    }
}
