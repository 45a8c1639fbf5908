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

    /// <summary>Ranking and calibration.</summary>
    public static ReportTable Overall(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var lines = Ranking.Select(figure => Line(FigureCatalogue.Of(figure).Title, m => ReportCell.Of(m.Evaluation.Figures, figure))).ToList();
        lines.Insert(1, Line("AUC without a missed payment before", m => ReportCell.Of(FigureCatalogue.Of(Figure.Auc), m.Evaluation.AucWithoutMissedBefore, "all or none of them miss")));
        lines.Add(Line(FigureCatalogue.Of(Figure.MedianLeadDays).Title, m => ReportCell.Of(m.Evaluation.Figures, Figure.MedianLeadDays)));
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
}
