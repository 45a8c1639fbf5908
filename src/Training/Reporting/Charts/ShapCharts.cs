using System.Net;
using System.Text;

namespace PreDelinquency.Training.Reporting.Charts;

/// <summary>What moves the score, feature by feature.</summary>
internal static class ShapCharts
{
    private const int Bins = 90;
    private const int RowHeight = 22;
    private const int NameWidth = 210, BarWidth = 190, StripFrom = NameWidth + BarWidth + 30, StripWidth = 400;

    /// <summary>
    /// For each of the strongest features a bar of the mean size of its contributions, and a strip of them: as high as rows
    /// are many, from blue where the feature's value is low to red where it is high.
    /// </summary>
    public static string Summary(ShapSummary shap, int most)
    {
        var features = shap.Features.Take(most).Where(f => f.MeanSize > 0).ToArray();
        var largest = features.Select(f => f.MeanSize).DefaultIfEmpty(1).Max();
        var reach = features.SelectMany(f => f.Contributions).Select(Math.Abs).DefaultIfEmpty(1).Max();
        var height = (features.Length * RowHeight) + 40;
        var svg = new StringBuilder($"<svg class=\"wide\" viewBox=\"0 0 {StripFrom + StripWidth + 10} {height}\" role=\"img\" aria-label=\"SHAP summary\">");
        var middle = StripFrom + (StripWidth / 2);
        svg.Append($"<path class=\"grid\" d=\"M{middle} 0V{height - 34}\"/>");
        for (var i = 0; i < features.Length; i++)
        {
            var feature = features[i];
            var y = (i * RowHeight) + (RowHeight / 2);
            var size = feature.MeanSize / largest * (BarWidth - 50);
            svg.Append($"<text class=\"tick end\" x=\"{NameWidth - 6}\" y=\"{y + 4}\">{WebUtility.HtmlEncode(feature.Feature.Name)}</text>");
            svg.Append($"<rect class=\"bar c0\" x=\"{NameWidth}\" y=\"{y - 7}\" width=\"{size:0.0}\" height=\"14\"/>");
            svg.Append($"<text class=\"tick\" x=\"{NameWidth + size + 4:0.0}\" y=\"{y + 4}\">{feature.MeanSize:0.000}</text>");
            Strip(svg, feature, y, reach);
        }

        svg.Append($"<text class=\"name\" x=\"{NameWidth}\" y=\"{height - 8}\">mean |SHAP|, log-odds</text>");
        svg.Append($"<text class=\"name middle\" x=\"{middle}\" y=\"{height - 8}\">SHAP, −{reach:0.0} to +{reach:0.0} log-odds</text>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>A feature's value against its contribution, one dot a row.</summary>
    public static string Dependence(FeatureEffect effect)
    {
        var known = effect.Values.Zip(effect.Contributions).Where(p => !double.IsNaN(p.First)).OrderBy(p => p.First).ToArray();
        var (low, high) = known.Length == 0 ? (0, 1) : (known[known.Length / 200].First, known[^((known.Length / 200) + 1)].First);
        var x = high > low ? new Axis(effect.Feature.Name, low, high, "0.##") : Axis.Around(effect.Feature.Name, [low], "0.##");
        var plot = new Plot(x, Axis.Around("SHAP, log-odds", effect.Contributions, "0.0"), 380, 260);
        plot.Line([(x.Low, 0), (x.High, 0)], "chance");
        var step = Math.Max(1, known.Length / 700);
        plot.Cloud(known.Where((p, i) => i % step == 0 && p.First >= low && p.First <= high), "c0");
        return plot.ToSvg($"SHAP of {effect.Feature.Name}");
    }

    private static void Strip(StringBuilder svg, FeatureEffect effect, int y, double reach)
    {
        var counts = new int[Bins];
        var ranks = new double[Bins];
        var known = new int[Bins];
        var sorted = effect.Values.Where(v => !double.IsNaN(v)).Order().ToArray();
        for (var i = 0; i < effect.Values.Count; i++)
        {
            var bin = Math.Clamp((int)((effect.Contributions[i] + reach) / (2 * reach) * Bins), 0, Bins - 1);
            counts[bin]++;
            if (double.IsNaN(effect.Values[i]))
                continue;
            known[bin]++;
            ranks[bin] += Rank(sorted, effect.Values[i]);
        }

        var fullest = Math.Sqrt(counts.Max());
        const double Width = (double)StripWidth / Bins;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (counts[bin] == 0)
                continue;
            var half = Math.Max(1.2, Math.Sqrt(counts[bin]) / fullest * ((RowHeight / 2.0) - 2));
            var colour = known[bin] == 0 ? "#888888" : Colour(ranks[bin] / known[bin]);
            svg.Append($"<rect x=\"{StripFrom + (bin * Width):0.0}\" y=\"{y - half:0.0}\" width=\"{Width:0.0}\" height=\"{2 * half:0.0}\" fill=\"{colour}\"/>");
        }
    }

    /// <summary>The middle of the share of values below and of those at most as high: 0 to 1, equal values alike.</summary>
    private static double Rank(double[] sorted, double value) =>
        (CountWhere(sorted, v => v < value) + CountWhere(sorted, v => v <= value)) / (2.0 * sorted.Length);

    /// <summary>How many of the sorted values hold a condition that holds for a first part of them.</summary>
    private static int CountWhere(double[] sorted, Predicate<double> holds)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(sorted[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Colour(double share) =>
        $"#{(int)(47 + (share * 169)):x2}{(int)(128 - (Math.Abs(share - 0.5) * 60)):x2}{(int)(206 - (share * 130)):x2}";
}
