namespace PreDelinquency.Training.Measuring;

/// <summary>All figures, in the order in which they are stored.</summary>
public static class FigureCatalogue
{
    private static readonly FigureDefinition[] Definitions =
    [
        new(Figure.BaseRate, "base_rate", "rows with a missed payment", "0.0%"),
        new(Figure.MeanProbability, "mean_probability", "mean probability", "0.0%"),
        new(Figure.Auc, "auc", "AUC", "0.000"),
        new(Figure.PrAuc, "pr_auc", "average precision (PR-AUC)", "0.000"),
        new(Figure.KolmogorovSmirnov, "ks", "KS", "0.000"),
        new(Figure.Brier, "brier", "Brier score", "0.0000"),
        new(Figure.LogLoss, "log_loss", "log loss", "0.0000"),
        new(Figure.CalibrationError, "calibration_error", "calibration error (ECE)", "0.0000"),
        new(Figure.Lift1, "top_decile_lift", "lift of the top tenth", "0.0"),
        .. Enumerable.Range(2, 9).Select(band => new FigureDefinition(Figure.Lift1 + (band - 1), $"lift_decile_{band}", $"lift of tenth {band}", "0.0")),
        .. Level(Figure.FlaggedMedium, "medium", "MEDIUM"),
        .. Level(Figure.FlaggedHigh, "high", "HIGH"),
        .. Level(Figure.FlaggedCritical, "critical", "CRITICAL"),
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Definitions.Length;

    /// <summary>The declarations, by the value of <see cref="Figure"/>.</summary>
    public static IReadOnlyList<FigureDefinition> All => Definitions;

    /// <summary>The declaration of a figure.</summary>
    public static FigureDefinition Of(Figure figure) => Definitions[(int)figure];

    private static FigureDefinition[] Level(Figure first, string name, string title) =>
    [
        new(first, $"flagged_{name}", $"rows flagged {title} or above", "0.0%"),
        new(first + 1, $"precision_{name}", $"precision at {title}", "0.0%"),
        new(first + 2, $"recall_{name}", $"recall at {title}", "0.0%"),
        new(first + 3, $"false_rate_{name}", $"falsely flagged at {title}", "0.00%"),
    ];
}
