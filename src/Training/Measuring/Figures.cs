using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Measuring;

/// <summary>All figures of one model on one set of rows, each with a 95% interval from drawing customers again.</summary>
public sealed class Figures
{
    private readonly CustomerCounts _counts;
    private readonly double[] _whole;
    private readonly double[][] _draws;

    private Figures(int rows, CustomerCounts counts, double[] whole, double[][] draws) => (Rows, _counts, _whole, _draws) = (rows, counts, whole, draws);

    public int Rows { get; }

    public int Customers => _counts.All;

    /// <summary>
    /// A figure; its value is NaN where it is not defined, and draws on which it is not are left out. The ends are NaN where
    /// the draws cannot tell how far chance goes: fewer than 10 customers of the kind that the figure counts (with a missed
    /// payment for AUC and recall, flagged for precision), or draws that all agree.
    /// </summary>
    public ConfidenceInterval this[Figure figure] => Interval(figure, _whole[(int)figure], _draws.Select(draw => draw[(int)figure]));

    /// <summary>Measures probabilities.</summary>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="probabilities">One per row, 0 to 1.</param>
    /// <param name="thresholds">Where the levels begin.</param>
    /// <param name="cancellationToken">Stops between two draws.</param>
    public static Figures Of(IReadOnlyList<PointInTimeRow> rows, IReadOnlyList<double> probabilities, RiskThresholds thresholds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(thresholds);
        if (probabilities.Count != rows.Count)
            throw new ArgumentException($"{probabilities.Count} probabilities for {rows.Count} rows.", nameof(probabilities));
        var ranked = new RankedRows(rows, probabilities, thresholds);
        var once = new int[ranked.Customers];
        Array.Fill(once, 1);
        var whole = new double[FigureCatalogue.Count];
        ranked.Measure(once, whole);
        var draws = new double[CustomerDraws.Count][];
        Parallel.For(0, draws.Length, new ParallelOptions { CancellationToken = cancellationToken }, () => new int[ranked.Customers], (draw, _, times) =>
        {
            CustomerDraws.Fill(draw, times);
            ranked.Measure(times, draws[draw] = new double[FigureCatalogue.Count]);
            return times;
        }, _ => { });
        return new Figures(ranked.Rows, ranked.Counts, whole, draws);
    }

    /// <summary>In a few words, why a figure is not defined on these rows.</summary>
    public string WhyNone(Figure figure) => figure switch
    {
        _ when Rows == 0 => "no rows",
        Figure.PrecisionMedium or Figure.PrecisionHigh or Figure.PrecisionCritical => "none flagged",
        _ when _whole[(int)Figure.BaseRate] == 0 => "no missed payment",
        _ => "all miss a payment",
    };

    /// <summary>By how much a figure exceeds that of another model on the same rows; its interval pairs the draws.</summary>
    /// <exception cref="ArgumentException">The other was measured on other rows.</exception>
    public ConfidenceInterval Over(Figures other, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows || other.Customers != Customers)
            throw new ArgumentException($"{other.Rows} rows of {other.Customers} customers are not the same {Rows} rows of {Customers}.", nameof(other));
        var at = (int)figure;
        return Interval(figure, _whole[at] - other._whole[at], _draws.Zip(other._draws, (mine, theirs) => mine[at] - theirs[at]));
    }

    private ConfidenceInterval Interval(Figure figure, double whole, IEnumerable<double> draws) => Intervals.Of(whole, draws, _counts.Behind(figure), agreementTells: false);
}
