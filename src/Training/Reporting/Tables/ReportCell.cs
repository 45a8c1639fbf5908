using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Detail">What is set smaller, like the ends of an interval; empty for nothing.</param>
public readonly record struct ReportCell(string Text, string Detail = "")
{
    /// <summary>A figure with its interval.</summary>
    /// <param name="definition">The figure.</param>
    /// <param name="interval">Its value and ends.</param>
    /// <param name="whyNone">Why it has no value, where it has none.</param>
    public static ReportCell Of(FigureDefinition definition, ConfidenceInterval interval, string whyNone)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(interval);
        return new ReportCell(definition.Text(interval.Value), double.IsNaN(interval.Value) ? whyNone : definition.Ends(interval.Low, interval.High));
    }

    /// <summary>A figure with its interval, or with why it is not defined on its rows.</summary>
    public static ReportCell Of(Figures figures, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return Of(FigureCatalogue.Of(figure), figures[figure], figures.WhyNone(figure));
    }

    /// <summary>A count.</summary>
    public static ReportCell Of(int count) => new($"{count:N0}");

    public override string ToString() => Detail.Length == 0 ? Text : $"{Text} ({Detail})";
}
