using System.Globalization;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>The model beside the baselines and the oracle.</summary>
public static class FigureTables
{
    private static readonly Figure[] Ranking =
    [
        Figure.Auc, Figure.PrAuc, Figure.KolmogorovSmirnov, Figure.Brier, Figure.LogLoss, Figure.CalibrationError, Figure.Lift1,
    ];

    private static readonly (string Level, Figure First)[] Levels =
    [
        ("MEDIUM", Figure.FlaggedMedium), ("HIGH", Figure.FlaggedHigh), ("CRITICAL", Figure.FlaggedCritical),
    ];

    /// <summary>Where there is no interval, and why.</summary>
    public static string IntervalNote { get; } = string.Create(CultureInfo.InvariantCulture,
        $"There is none where fewer than {Intervals.FewestCustomers} customers stand behind a figure (with a missed payment for AUC and recall, flagged for precision, warned for days), or where all draws of a share agree: draws of a few customers agree because they are few.");

    /// <summary>What the days of warning mean, for whoever reads them.</summary>
    public static string WarningNote { get; } = string.Create(CultureInfo.InvariantCulture,
        $"A missed payment (customer and day) is warned of at a level when a row 15 to 30 days before it was flagged so. Its days of warning go back to the first row of the unbroken run of flagged rows that reaches those days. Rows lie {new SamplingOptions().SpacingDays} days apart: a flag is seen up to {new SamplingOptions().SpacingDays - 1} days after it was raised, and not at all if it came and went between two rows.");

    /// <summary>Ranking and calibration, and how early missed payments were warned of.</summary>
    public static ReportTable Overall(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var lines = Ranking.Select(figure => Line(FigureCatalogue.Of(figure).Title, m => ReportCell.Of(m.Evaluation.Figures, figure))).ToList();
        lines.Insert(1, Line("AUC without a missed payment before", m => ReportCell.Of(FigureCatalogue.Of(Figure.Auc), m.Evaluation.AucWithoutMissedBefore, "all or none of them miss")));
        foreach (var (level, warnings) in new (string, Func<JudgedModel, WarningFigures>)[] { ("MEDIUM", m => m.Evaluation.Warnings.Medium), ("HIGH", m => m.Evaluation.Warnings.High) })
        {
            lines.Add(Line($"missed payments warned of at {level}", m => ReportCell.ShareOf(warnings(m))));
            lines.Add(Line($"median days of warning at {level}", m => ReportCell.DaysOf(warnings(m))));
            lines.Add(Line("middle half of them", m => ReportCell.MiddleHalfOf(warnings(m))));
        }

        return new ReportTable([.. report.Judged.Select(m => m.Title).Prepend("figure")], lines);

        IReadOnlyList<ReportCell> Line(string title, Func<JudgedModel, ReportCell> cell) => [.. report.Judged.Select(cell).Prepend(new ReportCell(title))];
    }

    /// <summary>What flagging at each level does.</summary>
    public static ReportTable AtLevels(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportTable(["level", "from", "flagged", "precision", "recall", "falsely flagged"],
        [
            .. report.Judged.SelectMany(model => Levels.Select((level, i) =>
            {
                double[] thresholds = [model.Thresholds.Medium, model.Thresholds.High, model.Thresholds.Critical];
                var figures = model.Evaluation.Figures;
                return (IReadOnlyList<ReportCell>)
                [
                    new ReportCell(model == report.Model ? level.Level : $"{level.Level}, {model.Title}"),
                    new ReportCell($"{thresholds[i]:0.000}"),
                    ReportCell.Of((int)Math.Round(figures[level.First].Value * figures.Rows)),
                    ReportCell.Of(figures, level.First + 1),
                    ReportCell.Of(figures, level.First + 2),
                    ReportCell.Of(figures, level.First + 3),
                ];
            })),
        ]);
    }

    /// <summary>How often each tenth of the rows, highest scores first, misses a payment, against all rows.</summary>
    public static ReportTable LiftByTenth(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportTable([.. report.Judged.Select(m => m.Title).Prepend("tenth")],
        [
            .. Enumerable.Range(0, 10).Select(band => (IReadOnlyList<ReportCell>)
                [.. report.Judged.Select(m => ReportCell.Of(m.Evaluation.Figures, Figure.Lift1 + band)).Prepend(ReportCell.Of(band + 1))]),
        ]);
    }

    /// <summary>The model beside what was knowable.</summary>
    public static ReportTable AgainstOracle(OracleComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ReportTable(["figure", "oracle", "model", "gap"],
        [
            .. OracleComparison.Compared.Select(figure => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(FigureCatalogue.Of(figure).Title),
                ReportCell.Of(comparison.Oracle, figure),
                ReportCell.Of(comparison.Model, figure),
                ReportCell.Of(FigureCatalogue.Of(figure), comparison.Oracle.Over(comparison.Model, figure), comparison.Model.WhyNone(figure)),
            ]),
        ]);
    }

    /// <summary>The same AUC by how long customers had been known.</summary>
    public static ReportTable AgainstOracleByHistory(IReadOnlyList<(string History, OracleComparison Comparison)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new ReportTable(["known for", "rows", "AUC, oracle", "AUC, model", "gap"],
        [
            .. parts.Select(part => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(part.History),
                ReportCell.Of(part.Comparison.Model.Rows),
                ReportCell.Of(part.Comparison.Oracle, Figure.Auc),
                ReportCell.Of(part.Comparison.Model, Figure.Auc),
                ReportCell.Of(FigureCatalogue.Of(Figure.Auc), part.Comparison.Oracle.Over(part.Comparison.Model, Figure.Auc), part.Comparison.Model.WhyNone(Figure.Auc)),
            ]),
        ]);
    }
}
