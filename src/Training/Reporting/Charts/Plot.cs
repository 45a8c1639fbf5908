using System.Net;
using System.Text;

namespace PreDelinquency.Training.Reporting.Charts;

/// <summary>A drawing with two axes as SVG. Colours come from the page's style sheet.</summary>
internal sealed class Plot(Axis x, Axis y, int width = 420, int height = 320)
{
    private const int Left = 52, Right = 12, Top = 10, Bottom = 42;
    private readonly StringBuilder _body = new();

    /// <summary>A line through points.</summary>
    public Plot Line(IEnumerable<(double X, double Y)> points, string style)
    {
        _body.Append($"<polyline class=\"line {style}\" points=\"{string.Join(' ', points.Select(p => $"{X(p.X):0.0},{Y(p.Y):0.0}"))}\"/>");
        return this;
    }

    /// <summary>Small dots, many at little cost: one path of round line ends.</summary>
    public Plot Cloud(IEnumerable<(double X, double Y)> points, string style)
    {
        _body.Append($"<path class=\"cloud {style}\" d=\"{string.Concat(points.Select(p => $"M{X(p.X):0.0} {Y(p.Y):0.0}h0"))}\"/>");
        return this;
    }

    /// <summary>A dot with a word for whoever points at it.</summary>
    public Plot Dot(double at, double value, double radius, string style, string words)
    {
        _body.Append($"<circle class=\"dot {style}\" cx=\"{X(at):0.0}\" cy=\"{Y(value):0.0}\" r=\"{radius:0.0}\"><title>{WebUtility.HtmlEncode(words)}</title></circle>");
        return this;
    }

    /// <summary>A bar from 0.</summary>
    public Plot Bar(double from, double to, double value, string style, string words)
    {
        _body.Append($"<rect class=\"bar {style}\" x=\"{X(from):0.0}\" y=\"{Y(value):0.0}\" width=\"{X(to) - X(from):0.0}\" height=\"{Math.Max(0, Y(y.Low) - Y(value)):0.0}\"><title>{WebUtility.HtmlEncode(words)}</title></rect>");
        return this;
    }

    /// <summary>The two ends of an interval; nothing where it has none.</summary>
    public Plot Whisker(double at, double low, double high, string style)
    {
        if (!double.IsNaN(low) && !double.IsNaN(high))
            _body.Append($"<path class=\"line {style}\" d=\"M{X(at):0.0} {Y(low):0.0}V{Y(high):0.0}M{X(at) - 3:0.0} {Y(low):0.0}h6M{X(at) - 3:0.0} {Y(high):0.0}h6\"/>");
        return this;
    }

    /// <summary>The whole drawing.</summary>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="names">Names along the x-axis in place of numbers: (place, name).</param>
    public string ToSvg(string title, IReadOnlyList<(double At, string Name)>? names = null)
    {
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        foreach (var tick in y.Ticks())
            svg.Append($"<path class=\"grid\" d=\"M{Left} {Y(tick):0.0}H{width - Right}\"/><text class=\"tick end\" x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.0}\">{Number(tick, y.Format)}</text>");
        foreach (var (at, name) in names ?? [.. x.Ticks().Select(t => (t, Number(t, x.Format)))])
            svg.Append($"<text class=\"tick middle\" x=\"{X(at):0.0}\" y=\"{height - Bottom + 16}\">{WebUtility.HtmlEncode(name)}</text>");
        svg.Append($"<path class=\"axis\" d=\"M{Left} {Top}V{height - Bottom}H{width - Right}\"/>");
        svg.Append($"<text class=\"name middle\" x=\"{(Left + width - Right) / 2}\" y=\"{height - 6}\">{WebUtility.HtmlEncode(x.Title)}</text>");
        svg.Append($"<text class=\"name middle\" transform=\"translate(12 {(Top + height - Bottom) / 2}) rotate(-90)\">{WebUtility.HtmlEncode(y.Title)}</text>");
        return svg.Append(_body).Append("</svg>").ToString();
    }

    private static string Number(double value, string format) => (value == 0 ? 0 : value).ToString(format);

    private double X(double value) => Left + (x.Place(value) * (width - Left - Right));

    private double Y(double value) => height - Bottom - (y.Place(value) * (height - Top - Bottom));
}
