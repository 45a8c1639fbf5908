using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>What a model bundle must satisfy before it scores anyone.</summary>
internal static class BundleRules
{
    public static void Check(TreeModel trees, BundleDocument document, string source)
    {
        if (string.IsNullOrWhiteSpace(document.Version))
            throw new ModelBundleException($"{source}: version must not be empty.");
        if (document.Calibration is null || document.Thresholds is null || document.Features is null)
            throw new ModelBundleException($"{source}: bundle.json must not hold null for calibration, thresholds or features.");
        var thresholds = document.Thresholds;
        if (!(thresholds.Medium > 0 && thresholds.High > thresholds.Medium && thresholds.Critical > thresholds.High && thresholds.Critical < 1))
            throw new ModelBundleException($"{source}: thresholds must rise from above 0 to below 1, not {thresholds.Medium}, {thresholds.High}, {thresholds.Critical}.");
        if (trees.OutputCount != 1)
            throw new ModelBundleException($"{source}: the trees must give one score, not {trees.OutputCount}.");
        if (!trees.CanExplain)
            throw new ModelBundleException($"{source}: the trees carry no row counts, so their scores cannot be explained.");
        if ((MismatchOf(document) ?? MismatchOf(trees.FeatureNames, "model.txt")) is { } mismatch)
            throw new ModelBundleException($"{source}: {mismatch}");
    }

    /// <summary>How the features that a bundle was trained on differ from the catalogue; null where they do not.</summary>
    public static string? MismatchOf(BundleDocument document)
    {
        if (MismatchOf(document.Features, "bundle.json") is { } names)
            return names;
        return document.FeatureCatalogue == FeatureCatalogue.Version
            ? null
            : $"trained on feature catalogue {document.FeatureCatalogue}; this program computes {FeatureCatalogue.Version}: same names, other formulas.";
    }

    private static string? MismatchOf(IReadOnlyList<string> names, string file)
    {
        var ours = FeatureCatalogue.All.Select(f => f.Name).ToList();
        var unknown = names.Except(ours, StringComparer.Ordinal).ToList();
        var absent = ours.Except(names, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || absent.Count > 0)
            return $"{file} is for other features; unknown here: {List(unknown)}; missing there: {List(absent)}.";
        for (var i = 0; i < ours.Count; i++)
        {
            if (names[i] != ours[i])
                return $"{file} names feature {i} {names[i]}; the catalogue's order has {ours[i]} there.";
        }

        return null;
    }

    private static string List(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
