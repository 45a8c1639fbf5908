using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>How one model ranks and what its probabilities are worth, over the scores of which it is known what came.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="IsShadow">Whether these are scores that it gave as the shadow.</param>
/// <param name="Predictions">Scores, one per customer and week.</param>
/// <param name="Missed">Those before a missed payment.</param>
/// <param name="Points">By falling threshold, at most 200: ROC by recall and false rate, precision against recall by the others.</param>
/// <param name="Tenths">By falling probability.</param>
/// <param name="LeadDays">Of each missed payment, days from when the level rose to MEDIUM or above and stayed there until it was missed; 0 where it was LOW.</param>
public sealed record PerformanceCurves(
    string ModelVersion, bool IsShadow, int Predictions, int Missed, IReadOnlyList<CurvePoint> Points, IReadOnlyList<ScoreTenth> Tenths, IReadOnlyList<int> LeadDays)
{
    private const int MostPoints = 200;
    private const int Parts = 10;

    /// <summary>Null where nothing is known yet of what came.</summary>
    internal static PerformanceCurves? Of(string version, bool isShadow, IReadOnlyList<Judgement> judgements, ILookup<int, int> missedDays)
    {
        var rows = judgements.Where(j => j.Missed is not null).OrderByDescending(j => j.Probability).ToList();
        var missed = rows.Count(row => row.Missed!.Value);
        if (missed == 0 || missed == rows.Count)
            return null;
        return new PerformanceCurves(version, isShadow, rows.Count, missed, Curve(rows, missed), Divide(rows, missed), Leads(judgements, missedDays));
    }

    private static List<CurvePoint> Curve(List<Judgement> rows, int missed)
    {
        var points = new List<CurvePoint>();
        var found = 0;
        var step = Math.Max(1.0, (double)rows.Count / MostPoints);
        for (var i = 0; i < rows.Count; i++)
        {
            found += rows[i].Missed!.Value ? 1 : 0;

            // Equal probabilities are flagged together.
            var isLast = i == rows.Count - 1;
            if (isLast || (!rows[i + 1].Probability.Equals(rows[i].Probability) && i + 1 >= (points.Count + 1) * step))
                points.Add(new CurvePoint(rows[i].Probability, (double)found / missed, (double)(i + 1 - found) / (rows.Count - missed), (double)found / (i + 1)));
        }

        return points;
    }

    private static List<ScoreTenth> Divide(List<Judgement> rows, int missed)
    {
        var tenths = new List<ScoreTenth>();
        for (var part = 0; part < Parts; part++)
        {
            var some = rows[(part * rows.Count / Parts)..((part + 1) * rows.Count / Parts)];
            if (some.Count == 0)
                continue;
            var share = some.Average(row => row.Missed!.Value ? 1.0 : 0);
            tenths.Add(new ScoreTenth(some.Count, some.Average(row => row.Probability), share, share / ((double)missed / rows.Count)));
        }

        return tenths;
    }

    private static List<int> Leads(IReadOnlyList<Judgement> judgements, ILookup<int, int> missedDays)
    {
        var leads = new List<int>();
        foreach (var customer in judgements.GroupBy(j => j.CustomerNo))
        {
            var scores = customer.OrderByDescending(j => j.Day).ToList();
            leads.AddRange(missedDays[customer.Key].Where(day => day > scores[^1].Day).Select(day => Lead(scores, day)));
        }

        return leads;
    }

    // From the latest score before the day back over all that follow one another and are at MEDIUM or above.
    private static int Lead(List<Judgement> latestFirst, int missedOn)
    {
        var from = missedOn;
        foreach (var score in latestFirst.Where(score => score.Day < missedOn))
        {
            if (score.Level < RiskLevel.Medium || from - score.Day > Judgements.Spacing)
                break;
            from = score.Day;
        }

        return missedOn - from;
    }
}
