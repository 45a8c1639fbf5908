using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Measuring;

/// <summary>
/// The missed payments that measured rows look ahead to, and how early each was warned of. Rows are some days apart
/// (<see cref="SamplingOptions.SpacingDays"/>), so a flag is seen up to that much later than it was raised: the days are the
/// fewest that they can have been, if the flag stood between the rows too.
/// </summary>
public sealed class MissedPaymentWarnings
{
    private MissedPaymentWarnings(IReadOnlyList<WarnedPayment> payments, CancellationToken cancellationToken)
    {
        Payments = payments;
        Medium = WarningFigures.Of(payments, p => p.DaysMedium, cancellationToken);
        High = WarningFigures.Of(payments, p => p.DaysHigh, cancellationToken);
    }

    /// <summary>By customer id and day.</summary>
    public IReadOnlyList<WarnedPayment> Payments { get; }

    /// <summary>Of all payments, at MEDIUM or above.</summary>
    public WarningFigures Medium { get; }

    /// <summary>Of all payments, at HIGH or above.</summary>
    public WarningFigures High { get; }

    /// <summary>Looks back from every missed payment.</summary>
    /// <param name="measured">The rows whose flags count.</param>
    /// <param name="earlier">Rows of the same customers before them, in which a run of flags may have begun; null for none.</param>
    /// <param name="thresholds">Where the levels begin.</param>
    /// <param name="cancellationToken">Stops between two draws.</param>
    public static MissedPaymentWarnings Of(ScoredRows measured, ScoredRows? earlier, RiskThresholds thresholds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(thresholds);
        var payments = new List<WarnedPayment>();
        var before = earlier is null ? Enumerable.Empty<Row>() : Read(earlier, counts: false);
        foreach (var rows in before.Concat(Read(measured, counts: true)).GroupBy(r => r.Point.CustomerId, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Row[] ordered = [.. rows.OrderBy(r => r.Point.CutOff)];
            var missed = ordered.Where(r => r.Counts).SelectMany(r => r.Point.LeadDays.Select(r.Point.CutOff.AddDays)).Distinct().Order();
            payments.AddRange(missed.Select(day => new WarnedPayment(rows.Key, day, DaysOf(ordered, day, thresholds.Medium), DaysOf(ordered, day, thresholds.High))));
        }

        return new MissedPaymentWarnings(payments, cancellationToken);
    }

    private static IEnumerable<Row> Read(ScoredRows rows, bool counts) => rows.Rows.Select((row, i) => new Row(row, rows.Probabilities[i], counts));

    private static int? DaysOf(Row[] rows, DateOnly missedOn, double threshold)
    {
        var first = Array.FindLastIndex(rows, r => r.Counts && r.Probability >= threshold && LabelWindow.Contains(r.Point.CutOff.DayNumber, missedOn.DayNumber));
        if (first < 0)
            return null;
        while (first > 0 && rows[first - 1].Probability >= threshold)
            first--;
        return missedOn.DayNumber - rows[first].Point.CutOff.DayNumber;
    }

    private readonly record struct Row(PointInTimeRow Point, double Probability, bool Counts);
}
