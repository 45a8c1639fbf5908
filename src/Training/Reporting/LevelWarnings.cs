using System.Globalization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting;

/// <summary>What a reader must know of a model's levels before the figures: a level that nobody reaches leads to nothing.</summary>
public static class LevelWarnings
{
    private static readonly (RiskLevel Level, Figure Flagged)[] Levels =
        [(RiskLevel.Medium, Figure.FlaggedMedium), (RiskLevel.High, Figure.FlaggedHigh), (RiskLevel.Critical, Figure.FlaggedCritical)];

    /// <summary>One text per level that was not chosen or that no measured row reaches, lowest level first; empty where all is well.</summary>
    public static IReadOnlyList<string> Of(BundleDocument document, Figures figures)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(figures);
        return [.. Levels.Select(l => Of(l.Level, document, figures.Rows, figures[l.Flagged].Value)).OfType<string>()];
    }

    private static string? Of(RiskLevel level, BundleDocument document, int rows, double flagged)
    {
        var name = WireNames<RiskLevel>.Of(level);
        var title = name.ToUpperInvariant();
        var silent = flagged == 0 ? string.Create(CultureInfo.InvariantCulture, $"None of the {rows:N0} measured rows reaches it, so nothing would be done for anybody at this level.") : null;
        if (document.UnprovenLevels.FirstOrDefault(u => u.Level == level) is not { } unproven)
            return silent is null ? null : $"{title} flags nobody here. {silent}";
        var best = unproven.BestPrecision is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"the best threshold that flags at least {ThresholdChoice.FewestFlagged} of the {unproven.Rows:N0} calibration rows reaches {share:0%}")
            : string.Create(CultureInfo.InvariantCulture, $"{unproven.Rows:N0} calibration rows are too few, as at least {ThresholdChoice.FewestFlagged} must be flagged");
        var outcome = silent ?? "How many of those it flags miss a payment is left to chance.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{title} has no threshold of its own: training found none from which on {unproven.WantedPrecision:0%} of the flagged miss a payment ({best}), so the level starts at a guess. {outcome} Train on more customers, 10,000 say, or ask for less with --param {name}_precision.");
    }
}
