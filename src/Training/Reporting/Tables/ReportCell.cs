using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Detail">What is set smaller, like the ends of an interval; empty for nothing.</param>
public readonly record struct ReportCell(string Text, string Detail = "")
{
    /// <summary>What stands for the ends of an interval where the draws cannot tell them.</summary>
    private const string NoInterval = "no interval";

    private const string NoneMissed = "no missed payment";
    private const string NoneWarned = "none warned of";

    /// <summary>A figure with its interval.</summary>
    /// <param name="definition">The figure.</param>
    /// <param name="interval">Its value and ends.</param>
    /// <param name="whyNone">Why it has no value, where it has none.</param>
    public static ReportCell Of(FigureDefinition definition, ConfidenceInterval interval, string whyNone)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(interval);
        return Of(definition.Format, interval, whyNone);
    }

    /// <summary>The share of missed payments that were warned of.</summary>
    public static ReportCell ShareOf(WarningFigures warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        return Of("0.0%", warnings.Share, NoneMissed);
    }

    /// <summary>The median of the days that belong to warnings.</summary>
    public static ReportCell DaysOf(WarningFigures warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        return Of("0", warnings.Median, warnings.Payments == 0 ? NoneMissed : NoneWarned);
    }

    /// <summary>From the lower to the upper quartile of those days.</summary>
    public static ReportCell MiddleHalfOf(WarningFigures warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        return double.IsNaN(warnings.Median.Value)
            ? new ReportCell("n/a")
            : new ReportCell($"{warnings.LowerQuartile.Value:0} to {warnings.UpperQuartile.Value:0}");
    }

    /// <summary>A figure with its interval, or with why it is not defined on its rows.</summary>
    public static ReportCell Of(Figures figures, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return Of(FigureCatalogue.Of(figure), figures[figure], figures.WhyNone(figure));
    }

    /// <summary>A count.</summary>
    public static ReportCell Of(int count) => new($"{count:N0}");

    private static ReportCell Of(string format, ConfidenceInterval interval, string whyNone) => double.IsNaN(interval.Value)
        ? new ReportCell("n/a", whyNone)
        : new ReportCell(interval.Value.ToString(format), double.IsNaN(interval.Low) ? NoInterval : $"{interval.Low.ToString(format)} to {interval.High.ToString(format)}");

    public override string ToString() => Detail.Length == 0 ? Text : $"{Text} ({Detail})";
}
