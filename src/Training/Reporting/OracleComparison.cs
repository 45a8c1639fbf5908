using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting;

/// <summary>The model beside the oracle, on the rows for which there is an oracle's probability.</summary>
/// <param name="Oracle">What was knowable.</param>
/// <param name="Model">The model on the same rows.</param>
public sealed record OracleComparison(Figures Oracle, Figures Model)
{
    /// <summary>What is compared: an oracle has no levels.</summary>
    public static IReadOnlyList<Figure> Compared { get; } = [Figure.Auc, Figure.PrAuc, Figure.Brier];

    private static readonly (string Name, int FromDays)[] Histories =
    [
        ("under 5 months", 0), ("5 to 8 months", 150), ("8 to 11 months", 240), ("11 months to 2 years", 330), ("2 years or more", 730),
    ];

    /// <summary>Compares by how long customers had been known: an oracle knows from the first day what a model has to watch first.</summary>
    /// <returns>In order of the length; without lengths that no row has which can be compared.</returns>
    public static IReadOnlyList<(string History, OracleComparison Comparison)> ByHistory(
        IReadOnlyList<PointInTimeRow> rows, JudgedModel model, IReadOnlyDictionary<(string CustomerId, DateOnly Day), double> oracle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        return
        [
            .. Enumerable.Range(0, rows.Count).GroupBy(i => Array.FindLastIndex(Histories, band => rows[i].HistoryDays >= band.FromDays)).OrderBy(group => group.Key)
                .Select(group => (Histories[group.Key].Name, Of([.. group.Select(i => rows[i])], model with { Probabilities = [.. group.Select(i => model.Probabilities[i])] }, oracle, cancellationToken)))
                .Where(part => part.Item2 is not null).Select(part => (part.Name, part.Item2!)),
        ];
    }

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
