using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting.Breakdowns;

namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>The figures by cause, look-alike, segment and month.</summary>
public static class BreakdownTables
{
    /// <summary>Which troubles are seen.</summary>
    public static ReportTable Causes(EpisodeBreakdown episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return new ReportTable(
            ["cause", "rows", "customers", "rows with a missed payment", "recall at MEDIUM", "recall at HIGH", "AUC against no trouble"],
            [
                .. episodes.Causes.Select(cause => (IReadOnlyList<ReportCell>)
                [
                    new ReportCell(cause.Name),
                    ReportCell.Of(cause.Rows),
                    ReportCell.Of(cause.Customers),
                    ReportCell.Of(cause.Misses),
                    ReportCell.Of(cause.Figures, Figure.RecallMedium),
                    ReportCell.Of(cause.Figures, Figure.RecallHigh),
                    ReportCell.Of(cause.Figures, Figure.Auc),
                ]),
            ]);
    }

    /// <summary>How early missed payments of each trouble were warned of.</summary>
    public static ReportTable Warnings(EpisodeBreakdown episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return new ReportTable(
            ["cause", "missed payments", .. new[] { "MEDIUM", "HIGH" }.SelectMany(level => (string[])[$"warned of at {level}", "median days before", "middle half", "median days after the onset"])],
            [.. episodes.Causes.Select(cause => (IReadOnlyList<ReportCell>)[new ReportCell(cause.Name), ReportCell.Of(cause.Medium.Payments), .. Of(cause.Medium, cause.OnsetToMedium), .. Of(cause.High, cause.OnsetToHigh)])]);

        static ReportCell[] Of(WarningFigures warnings, WarningFigures? onset) =>
            [ReportCell.ShareOf(warnings), ReportCell.DaysOf(warnings), ReportCell.MiddleHalfOf(warnings), onset is null ? new ReportCell("–") : ReportCell.DaysOf(onset)];
    }

    /// <summary>What is taken for trouble and is none.</summary>
    public static ReportTable LookAlikes(EpisodeBreakdown episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return new ReportTable(["look-alike", "rows", "customers", "falsely flagged at MEDIUM", "falsely flagged at HIGH"],
        [
            .. episodes.LookAlikes.Select(group => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(group.Name),
                ReportCell.Of(group.Figures.Rows),
                ReportCell.Of(group.Figures.Customers),
                ReportCell.Of(group.Figures, Figure.FalseRateMedium),
                ReportCell.Of(group.Figures, Figure.FalseRateHigh),
            ]),
        ]);
    }

    /// <summary>Groups of one kind, like months.</summary>
    public static ReportTable Groups(IReadOnlyList<GroupFigures> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Figure[] columns =
        [
            Figure.BaseRate, Figure.MeanProbability, Figure.Auc, Figure.PrAuc, Figure.PrecisionHigh, Figure.RecallMedium, Figure.RecallHigh, Figure.FalseRateMedium, Figure.FalseRateHigh,
        ];
        return new ReportTable([groups.Count == 0 ? "" : groups[0].Dimension, "rows", "customers", .. columns.Select(c => FigureCatalogue.Of(c).Title)],
        [
            .. groups.Select(group => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(group.Name),
                ReportCell.Of(group.Figures.Rows),
                ReportCell.Of(group.Figures.Customers),
                .. columns.Select(c => ReportCell.Of(group.Figures, c)),
            ]),
        ]);
    }
}
