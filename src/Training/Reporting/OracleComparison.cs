using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting;

/// <summary>The model beside the oracle, on the rows for which there is an oracle's probability.</summary>
/// <param name="Oracle">What was knowable.</param>
/// <param name="Model">The model on the same rows.</param>
public sealed record OracleComparison(Figures Oracle, Figures Model)
{
    /// <summary>What is compared: an oracle has no levels.</summary>
    public static IReadOnlyList<Figure> Compared { get; } = [Figure.Auc, Figure.PrAuc, Figure.Brier];

    /// <summary>Compares; null where no row has an oracle's probability, or those that have one hold one label only.</summary>
    public static OracleComparison? Of(
        IReadOnlyList<PointInTimeRow> rows, JudgedModel model, IReadOnlyDictionary<(string CustomerId, DateOnly Day), double> oracle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(oracle);
        var known = new List<PointInTimeRow>();
        var (theirs, mine) = (new List<double>(), new List<double>());
        for (var i = 0; i < rows.Count; i++)
        {
            if (!oracle.TryGetValue((rows[i].CustomerId, rows[i].CutOff), out var probability))
                continue;
            known.Add(rows[i]);
            theirs.Add(probability);
            mine.Add(model.Probabilities[i]);
        }

        return known.Any(r => r.Misses) && known.Any(r => !r.Misses)
            ? new OracleComparison(Figures.Of(known, theirs, model.Thresholds, cancellationToken), Figures.Of(known, mine, model.Thresholds, cancellationToken))
            : null;
    }
}
