using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Breakdowns;

/// <summary>The rows by who the customer is, and by the month of the cut-off.</summary>
public static class SegmentBreakdown
{
    /// <summary>What groups are told apart by for fairness.</summary>
    public const string AgeBand = "age band";

    /// <summary>What groups are told apart by for fairness.</summary>
    public const string Region = "region";

    private static readonly (string Dimension, Func<CustomerProfile, string?> Value)[] Dimensions =
    [
        ("pay cycle", p => p.PayCycle is { } cycle ? WireNames<PayCycle>.Of(cycle) : null),
        (AgeBand, p => p.AgeBand),
        (Region, p => p.Region),
        ("segment", p => p.Segment),
    ];

    /// <summary>By pay cycle, age band, region and segment; what no profile says is left out.</summary>
    public static IReadOnlyList<GroupFigures> ByProfile(IReadOnlyList<PointInTimeRow> rows, JudgedModel model, IReadOnlyDictionary<string, CustomerProfile> profiles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(profiles);
        return [.. Dimensions.SelectMany(d => By(d.Dimension, rows, model, row => profiles.TryGetValue(row.CustomerId, out var profile) ? d.Value(profile) : null, cancellationToken))];
    }

    /// <summary>By month of the cut-off: whether the model ages.</summary>
    public static IReadOnlyList<GroupFigures> ByMonth(IReadOnlyList<PointInTimeRow> rows, JudgedModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        return By("month", rows, model, row => row.CutOff.ToString("yyyy-MM"), cancellationToken);
    }

    private static IReadOnlyList<GroupFigures> By(string dimension, IReadOnlyList<PointInTimeRow> rows, JudgedModel model, Func<PointInTimeRow, string?> value, CancellationToken cancellationToken) =>
    [
        .. Enumerable.Range(0, rows.Count)
            .Select(i => (Row: i, Value: value(rows[i])))
            .Where(p => !string.IsNullOrEmpty(p.Value))
            .GroupBy(p => p.Value!, p => p.Row, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new GroupFigures(dimension, g.Key, Figures.Of([.. g.Select(i => rows[i])], [.. g.Select(i => model.Probabilities[i])], model.Thresholds, cancellationToken))),
    ];
}
