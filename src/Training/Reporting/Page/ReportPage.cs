using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting.Charts;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Training.Reporting.Page;

/// <summary>The report as one page that needs nothing but itself.</summary>
public static class ReportPage
{
    /// <summary>The page's file name in a bundle's folder.</summary>
    public const string FileName = "report.html";

    private const int SummaryFeatures = 20;
    private const int DependenceFeatures = 6;

    /// <summary>The page's text.</summary>
    public static string Of(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var title = HtmlText.Encode($"Model {report.Bundle.Version}");
        var html = new HtmlText();
        html.Markup("<!DOCTYPE html>").Markup($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>");
        html.Markup($"<style>{Style()}</style></head><body>").Markup($"<h1>{title}</h1>");
        Summary(html, report);
        Ranking(html, report);
        Oracle(html, report);
        Effects(html, report);
        Episodes(html, report);
        Groups(html, report);
        Making(html, report);
        return html.Markup("</body></html>").ToString();
    }

    private static string Style()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Summary(HtmlText html, ModelReport report)
    {
        var (data, figures) = (report.Data, report.Model.Evaluation.Figures);
        html.Markup($"<p class=\"soft\">{HtmlText.Encode($"Measured on {data.Measured}: {figures.Rows:N0} rows of {figures.Customers:N0} customers of {data.Folder}, {report.Rows.Min(r => r.CutOff):yyyy-MM-dd} to {report.Rows.Max(r => r.CutOff):yyyy-MM-dd}.")}</p>");
        foreach (var warning in report.Warnings)
            html.Markup($"<p class=\"warning\">{HtmlText.Encode(warning)}</p>");
        html.Markup("<div class=\"tiles\">");
        foreach (var figure in new[] { Figure.BaseRate, Figure.Auc, Figure.PrAuc, Figure.PrecisionHigh, Figure.RecallHigh })
            html.Tile(FigureCatalogue.Of(figure).Title, ReportCell.Of(figures, figure));
        foreach (var (level, warnings) in new[] { ("MEDIUM", report.Model.Evaluation.Warnings.Medium), ("HIGH", report.Model.Evaluation.Warnings.High) })
            html.Tile($"missed payments warned of at {level}", ReportCell.ShareOf(warnings)).Tile($"median days of warning at {level}", ReportCell.DaysOf(warnings));
        html.Markup("</div>");
        html.Paragraph($"Small print is the 95% interval from drawing customers again with all of their rows. {FigureTables.IntervalNote}");
    }

    private static void Ranking(HtmlText html, ModelReport report)
    {
        html.Heading(2, report.Baselines.Count == 0 ? "Figures" : "Beside simpler ways to score");
        html.Table(FigureTables.Overall(report)).Paragraph(FigureTables.WarningNote).Table(FigureTables.AtLevels(report));
        if (report.Baselines.Count == 0)
            html.Paragraph("No baseline stands beside the model: its folder has none, and on these rows none could be trained that has not seen them.");
        html.Markup("<ul class=\"legend\">");
        foreach (var (i, model) in report.Judged.Index())
            html.Markup($"<li><i class=\"c{i}\"></i>{HtmlText.Encode(model.Title)}</li>");
        html.Markup("</ul><div class=\"charts\">");
        var labels = PointInTimeSet.Labels(report.Rows);
        var curves = report.Judged.Select(m => RankCurve.Of(m.Probabilities, labels)).ToArray();
        html.Chart("ROC", RankingCharts.Roc(report, curves)).Chart("Precision and recall", RankingCharts.PrecisionRecall(report, curves));
        html.Chart("Calibration", RankingCharts.Calibration(report)).Chart("Lift by tenth", RankingCharts.Lift(report));
        html.Markup("</div>").Heading(3, "Lift by tenth of the rows, highest scores first").Table(FigureTables.LiftByTenth(report));
    }

    private static void Oracle(HtmlText html, ModelReport report)
    {
        html.Heading(2, "Against what was knowable");
        if (report.Oracle is not { } oracle)
        {
            html.Paragraph("The data have no oracle for these rows; ./pdi generate --oracle writes one.");
            return;
        }

        html.Paragraph($"The oracle lives every life forward many times from its whole hidden state: no model that sees transactions alone can do better than what it estimates. It was asked for {oracle.Oracle.Rows:N0} of the {report.Rows.Count:N0} rows; the model is measured on the same ones.");
        html.Table(FigureTables.AgainstOracle(oracle)).Heading(3, "By how long customers had been known").Table(FigureTables.AgainstOracleByHistory(report.OracleByHistory));
    }

    private static void Effects(HtmlText html, ModelReport report)
    {
        html.Heading(2, "What moves the score");
        html.Paragraph($"Exact SHAP contributions over {report.Shap.Rows:N0} rows. Bars: the mean size. Strips: one band a feature, as high as rows are many, blue where the feature is low, red where it is high, grey where it is not known; right of the line it raises the risk.");
        html.Markup($"<div class=\"scroll\">{ShapCharts.Summary(report.Shap, SummaryFeatures)}</div><div class=\"charts\">");
        foreach (var feature in report.Shap.Features.Take(DependenceFeatures))
            html.Chart($"{feature.Feature.Name} ({feature.Feature.Unit})", ShapCharts.Dependence(feature));
        html.Markup("</div>");
    }

    private static void Episodes(HtmlText html, ModelReport report)
    {
        html.Heading(2, "By cause and by look-alike");
        if (report.Episodes is not { } episodes)
        {
            html.Paragraph("The data do not say what had come over the customers.");
            return;
        }

        html.Heading(3, "Which troubles are seen").Paragraph("A trouble belongs to a row when it was there at the cut-off or began in the 30 days after it. AUC tells its rows with a missed payment from the rows of no trouble without one.");
        html.Table(BreakdownTables.Causes(episodes));
        html.Heading(3, "How early").Paragraph("A trouble belongs to a missed payment when any of the 30 days before it lay in it. Days after the onset: from the trouble's first day to the first row of the run of flags; below 0 where the flags came first.");
        html.Table(BreakdownTables.Warnings(episodes));
        html.Heading(3, "What only looks like trouble").Paragraph("Rows without any trouble that lie in a look-alike, or within 30 days after it: how many of those that miss nothing are flagged.");
        html.Table(BreakdownTables.LookAlikes(episodes));
    }

    private static void Groups(HtmlText html, ModelReport report)
    {
        html.Heading(2, "Does it age?").Chart("AUC by month", RankingCharts.Months(report)).Table(BreakdownTables.Groups(report.Months));
        if (report.Segments.Count == 0)
            return;
        html.Heading(2, "For whom?").Paragraph("The score reads no profile. These figures show whether it serves groups differently all the same.");
        foreach (var dimension in report.Segments.GroupBy(s => s.Dimension))
            html.Heading(3, $"By {dimension.Key}").Table(BreakdownTables.Groups([.. dimension]));
    }

    private static void Making(HtmlText html, ModelReport report)
    {
        var document = report.Bundle.Document;
        html.Heading(2, "How it was made");
        html.Paragraph($"Trained {document.CreatedAt:yyyy-MM-dd HH:mm} UTC on data {document.TrainingData ?? "not named"}; measured on data {report.Data.Fingerprint}. Features: catalogue {document.FeatureCatalogue}. {report.Bundle.Trees.TreeCount} trees.");
        html.Table(new ReportTable(["parameter", "value"], [.. document.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (IReadOnlyList<ReportCell>)[new ReportCell(p.Key), new ReportCell(p.Value)])]));
    }
}
