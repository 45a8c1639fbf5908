using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Detail">What is set smaller, like the ends of an interval; empty for nothing.</param>
public readonly record struct ReportCell(string Text, string Detail = "")
{
    /// <summary>A figure with its interval.</summary>
    public static ReportCell Of(FigureDefinition definition, ConfidenceInterval interval)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(interval);
        return new ReportCell(definition.Text(interval.Value), definition.Ends(interval.Low, interval.High));
    }

    /// <summary>A figure with its interval.</summary>
    public static ReportCell Of(Figures figures, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return Of(FigureCatalogue.Of(figure), figures[figure]);
    }

    /// <summary>A count.</summary>
    public static ReportCell Of(int count) => new($"{count:N0}");

    public override string ToString() => Detail.Length == 0 ? Text : $"{Text} ({Detail})";
}
