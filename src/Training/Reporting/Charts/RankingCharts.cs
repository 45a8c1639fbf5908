using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Reporting.Charts;

/// <summary>How the model and the baselines rank, and whether their probabilities mean what they say.</summary>
internal static class RankingCharts
{
    public static string Roc(ModelReport report, IReadOnlyList<RankCurve> curves)
    {
        var plot = new Plot(Axis.Share("share of rows without a missed payment that is flagged"), Axis.Share("share of missed payments that is flagged"));
        plot.Line([(0, 0), (1, 1)], "chance");
        Each(report, (_, i) => plot.Line(curves[i].Roc, $"c{i}"));
        return plot.ToSvg("ROC curve");
    }

    public static string PrecisionRecall(ModelReport report, IReadOnlyList<RankCurve> curves)
    {
        var plot = new Plot(Axis.Share("recall"), Axis.Share("precision"));
        var rate = report.Model.Evaluation[Figure.BaseRate].Value;
        plot.Line([(0, rate), (1, rate)], "chance");
        Each(report, (_, i) => plot.Line(curves[i].PrecisionRecall, $"c{i}"));
        return plot.ToSvg("Precision-recall curve");
    }

    public static string Calibration(ModelReport report)
    {
        var labels = PointInTimeSet.Labels(report.Rows);
        var plot = new Plot(Axis.Share("promised probability"), Axis.Share("observed rate"));
        plot.Line([(0, 0), (1, 1)], "chance");
        Each(report, (model, i) =>
        {
            var bins = CalibrationCurve.Of([.. model.Probabilities], labels);
            plot.Line(bins.Select(b => (b.Predicted, b.Observed)), $"c{i}");
            foreach (var bin in bins)
                plot.Dot(bin.Predicted, bin.Observed, 2 + Math.Log10(bin.Weight), $"c{i}", $"{model.Title}: {bin.Weight:N0} rows, promised {bin.Predicted:0.0%}, observed {bin.Observed:0.0%}");
        });
        return plot.ToSvg("Calibration curve");
    }

    public static string Lift(ModelReport report)
    {
        // An end of an interval is NaN where all draws agree, which Math.Max would pass on.
        var highest = report.Judged.SelectMany(m => new[] { m.Evaluation[Figure.Lift1].High, m.Evaluation[Figure.Lift1].Value }).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var plot = new Plot(new Axis("tenth of the rows, highest scores first", 0.5, 10.5, "0"), new Axis("lift", 0, Math.Max(2, highest * 1.05), "0.#"));
        for (var band = 0; band < 10; band++)
        {
            var lift = report.Model.Evaluation[Figure.Lift1 + band];
            plot.Bar(band + 0.62, band + 1.38, lift.Value, "c0", $"tenth {band + 1}: {lift.Value:0.00}");
            plot.Whisker(band + 1, lift.Low, lift.High, "ends");
            for (var i = 0; i < report.Baselines.Count; i++)
                plot.Dot(band + 1 + (0.16 * (i + 1)), report.Baselines[i].Evaluation[Figure.Lift1 + band].Value, 3.5, $"c{i + 1}", report.Baselines[i].Title);
        }

        return plot.ToSvg("Lift by tenth", [.. Enumerable.Range(1, 10).Select(n => ((double)n, $"{n}"))]);
    }

    /// <summary>AUC by month with its interval.</summary>
    public static string Months(ModelReport report)
    {
        var months = report.Months;
        var figures = months.Select(m => m.Figures[Figure.Auc]).ToArray();
        var plot = new Plot(new Axis("month of the cut-off", 0.5, months.Count + 0.5, "0"), Axis.Around("AUC", figures.SelectMany(f => new[] { f.Low, f.High, f.Value }), "0.00"), 760, 260);
        for (var i = 0; i < months.Count; i++)
        {
            if (double.IsNaN(figures[i].Value))
                continue;
            plot.Whisker(i + 1, figures[i].Low, figures[i].High, "c0");
            plot.Dot(i + 1, figures[i].Value, 4, "c0", $"{months[i].Name}: {figures[i].Value:0.000}");
        }

        var every = (months.Count + 11) / 12;
        return plot.ToSvg("AUC by month", [.. months.Select((m, i) => (i + 1.0, m.Name)).Where((_, i) => i % every == 0)]);
    }

    private static void Each(ModelReport report, Action<JudgedModel, int> draw)
    {
        foreach (var (i, model) in report.Judged.Index().Reverse())
            draw(model, i);
    }
}
