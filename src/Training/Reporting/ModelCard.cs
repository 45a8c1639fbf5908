using System.Globalization;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting.Breakdowns;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Training.Reporting;

/// <summary>The report in Markdown, with what the model is for and what it is not (after Mitchell et al., Model Cards for Model Reporting, 2019).</summary>
public static class ModelCard
{
    /// <summary>The card's file name in a bundle's folder.</summary>
    public const string FileName = "model-card.md";

    // Of fewer, how often one is mistaken is mostly chance.
    private const int EnoughRows = 50;

    /// <summary>Writes the card.</summary>
    public static void Write(TextWriter output, ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        var (document, data, figures) = (report.Bundle.Document, report.Data, report.Model.Evaluation.Figures);
        output.WriteLine($"# Model card: {document.Version}");
        output.WriteLine();
        if (report.Warnings is { Count: > 0 } warnings)
            Section(output, "Warnings", string.Join('\n', warnings.Select(w => $"- {w}")));
        Section(output, "Intended use", """
            Estimates, from a customer's own transactions, the probability that a payment becomes missed 15 to 30 days ahead, so that the bank can offer help before. The score never reads name, age, region or any other part of the profile.

            Not for: granting or pricing credit, collecting debts, closing accounts, or any decision against the customer. A score says that behaviour has changed, not why.
            """);
        Section(output, "Data", $"""
            - Folder `{data.Folder}`, fingerprint `{data.Fingerprint}`: {data.Transactions:N0} transactions, {data.Rows:N0} rows of {data.Customers:N0} customers, cut-offs {data.FirstCutOff:yyyy-MM-dd} to {data.LastCutOff:yyyy-MM-dd}
            - A row: the features at the end of a day, of the transactions up to then; label 1 when a payment became missed 15 to 30 days later
            - Measured on {data.Measured}: {figures.Rows:N0} rows of {figures.Customers:N0} customers, cut-offs {report.Rows.Min(r => r.CutOff):yyyy-MM-dd} to {report.Rows.Max(r => r.CutOff):yyyy-MM-dd}, {ReportCell.Of(figures, Figure.BaseRate)} with a missed payment
            {History(report.Rows)}
            """);
        output.WriteLine("## Figures");
        output.WriteLine();
        output.WriteLine($"In brackets the 95% interval from drawing customers again with all of their rows. {FigureTables.IntervalNote}");
        output.WriteLine();
        FigureTables.Overall(report).WriteMarkdown(output);
        output.WriteLine(FigureTables.WarningNote);
        output.WriteLine();
        FigureTables.AtLevels(report).WriteMarkdown(output);
        if (report.Oracle is { } oracle)
        {
            output.WriteLine($"Beside what was knowable, on {oracle.Oracle.Rows:N0} rows:");
            output.WriteLine();
            FigureTables.AgainstOracle(oracle).WriteMarkdown(output);
            FigureTables.AgainstOracleByHistory(report.OracleByHistory).WriteMarkdown(output);
        }

        Breakdowns(output, report);
        Section(output, "Limits", Limits(report));
        Section(output, "Fairness", Fairness(report));
        Section(output, "How it was made", $"""
            Trained {document.CreatedAt:yyyy-MM-dd HH:mm} UTC on data `{document.TrainingData ?? "not named"}`: gradient-boosted trees on half of the customers, stopped by a tenth, calibrated (Platt) and given thresholds on a fifth, measured on the last fifth in later months.{(document.TrainedThrough is { } through ? $" The last row that it was made from is of {through:yyyy-MM-dd}." : "")} {report.Bundle.Trees.TreeCount} trees, feature catalogue `{document.FeatureCatalogue}`. The same data, parameters and program give the same model.
            """);
        new ReportTable(["parameter", "value"], [.. document.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (IReadOnlyList<ReportCell>)[new ReportCell($"`{p.Key}`"), new ReportCell(p.Value)])]).WriteMarkdown(output);
    }

    private static string History(IReadOnlyList<PointInTimeRow> rows)
    {
        var days = rows.Select(r => (double)r.HistoryDays).Order().ToArray();
        return days[0] == 0
            ? "- How long the customers were known before these rows is not known"
            : string.Create(CultureInfo.InvariantCulture, $"- Before these rows the customers were known for {Rank(0.5):N0} days (median; middle half {Rank(0.25):N0} to {Rank(0.75):N0}). The figures hold for histories of such a length: habits of shorter ones are less well known, so that ranking is worse and warnings are later");

        double Rank(double share) => days[(int)Math.Round(share * (days.Length - 1))];
    }

    private static void Breakdowns(TextWriter output, ModelReport report)
    {
        if (report.Episodes is { } episodes)
        {
            output.WriteLine("## By cause and look-alike");
            output.WriteLine();
            BreakdownTables.Causes(episodes).WriteMarkdown(output);
            output.WriteLine("How early missed payments were warned of, and how long after the trouble's first day:");
            output.WriteLine();
            BreakdownTables.Warnings(episodes).WriteMarkdown(output);
            BreakdownTables.LookAlikes(episodes).WriteMarkdown(output);
        }

        output.WriteLine("## By month and segment");
        output.WriteLine();
        BreakdownTables.Groups(report.Months).WriteMarkdown(output);
        foreach (var dimension in report.Segments.GroupBy(s => s.Dimension))
            BreakdownTables.Groups([.. dimension]).WriteMarkdown(output);
    }

    private static string Limits(ModelReport report)
    {
        var limits = new List<string>
        {
            "- Customers with under 60 days of history are not judged above MEDIUM; none of the measured rows is theirs.",
            "- Payments missed within 14 days come too soon for this score and are not counted for it.",
        };
        if (report.Episodes is { } episodes)
        {
            limits.Add("- The population is simulated. Real customers differ; measure on real, labelled data before use.");
            var seen = episodes.Causes.Where(c => c.Misses >= 20).ToArray();
            if (seen.Length > 0 && seen.MinBy(c => c.Figures[Figure.RecallMedium].Value) is { } weakest)
                limits.Add($"- Least of all it sees missed payments of {weakest.Name}: recall at MEDIUM {ReportCell.Of(weakest.Figures, Figure.RecallMedium)}.");
            if (episodes.LookAlikes.Where(g => g.Figures.Rows >= EnoughRows && g.Name != EpisodeBreakdown.NoEpisode).MaxBy(g => g.Figures[Figure.FalseRateMedium].Value) is { } worst)
                limits.Add($"- Of what looks like trouble, and was seen in {EnoughRows} rows or more, it is most often mistaken about {worst.Name}: {ReportCell.Of(worst.Figures, Figure.FalseRateMedium)} are falsely flagged MEDIUM.");
        }

        return string.Join('\n', limits);
    }

    private static string Fairness(ModelReport report)
    {
        var lines = new List<string> { "The score reads transactions only. Behaviour may still tell groups apart, so the same figures are measured by group." };
        foreach (var dimension in new[] { SegmentBreakdown.AgeBand, SegmentBreakdown.Region })
        {
            var groups = report.Segments.Where(s => s.Dimension == dimension && !double.IsNaN(s.Figures[Figure.FalseRateMedium].Value)).ToArray();
            if (groups.Length < 2)
                continue;
            var (least, most) = (groups.MinBy(Rate)!, groups.MaxBy(Rate)!);
            if (Rate(least) == Rate(most))
            {
                lines.Add($"By {dimension}, those who miss nothing are flagged MEDIUM alike in all groups: {FigureCatalogue.Of(Figure.FalseRateMedium).Text(Rate(least))}.");
                continue;
            }

            lines.Add($"By {dimension}, those who miss nothing are flagged MEDIUM least in {least.Name}, {ReportCell.Of(least.Figures, Figure.FalseRateMedium)}, and most in {most.Name}, {ReportCell.Of(most.Figures, Figure.FalseRateMedium)}.");
        }

        if (lines.Count == 1)
            lines.Add("These data have no age bands or regions to measure by.");
        return string.Join("\n\n", lines);

        static double Rate(GroupFigures group) => group.Figures[Figure.FalseRateMedium].Value;
    }

    private static void Section(TextWriter output, string title, string text)
    {
        output.WriteLine($"## {title}");
        output.WriteLine();
        output.WriteLine(text);
        output.WriteLine();
    }
}
