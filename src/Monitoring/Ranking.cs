namespace PreDelinquency.Monitoring;

/// <summary>How well scores put those that miss a payment before those that do not.</summary>
/// <param name="Auc">Over pairs of one that misses and one that does not, ties counting half; NaN where there is none.</param>
/// <param name="PrAuc">Over falling scores, precision at each miss.</param>
/// <param name="AucInterval">Of the AUC, as customers might have been others.</param>
/// <param name="Influence">By how much each row moves the AUC where it counts a little more, per that little; null where there is no AUC.</param>
internal readonly record struct Ranking(double Auc, double PrAuc, Interval AucInterval, Func<int, double>? Influence)
{
    /// <param name="rows">By falling probability.</param>
    public static Ranking Of(MeasuredRow[] rows)
    {
        var missed = rows.Sum(r => r.Missed);
        var paid = rows.Length - missed;

        // Nobody is a pair with itself; of those whose outcome is known nothing falls away.
        var pairs = (missed * paid) - rows.Sum(r => r.Missed * (1 - r.Missed));
        if (!(missed > 0 && paid > 0 && pairs > 0))
            return new Ranking(double.NaN, double.NaN, Interval.Undefined, null);
        var won = new double[rows.Length];
        double missedAbove = 0, wins = 0, average = 0;
        for (var from = 0; from < rows.Length;)
        {
            var to = from;
            double missedHere = 0;
            while (to < rows.Length && rows[to].Probability.Equals(rows[from].Probability))
                missedHere += rows[to++].Missed;
            var (paidAbove, paidHere) = (from - missedAbove, to - from - missedHere);
            for (var i = from; i < to; i++)
            {
                var (m, p) = (rows[i].Missed, 1 - rows[i].Missed);
                var before = m * (paid - paidAbove - paidHere + ((paidHere - p) / 2));
                wins += before;
                won[i] = before + (p * (missedAbove + ((missedHere - m) / 2)));
            }

            missedAbove += missedHere;
            average += missedHere / missed * (missedAbove / to);
            from = to;
        }

        var auc = wins / pairs;
        var interval = auc is <= 0 or >= 1 ? Interval.OfAllAlike(auc, IndependentPairs(rows)) : Interval.OfShare(auc, CustomerError.Of(rows, Influence));
        return new Ranking(auc, average, interval, Influence);

        double Influence(int i)
        {
            var (m, p) = (rows[i].Missed, 1 - rows[i].Missed);
            return (won[i] - (auc * ((m * (paid - p)) + (p * (missed - m))))) / pairs;
        }
    }

    // As many pairs of one that misses and one that does not as no customer is in two of.
    private static int IndependentPairs(MeasuredRow[] rows)
    {
        var missed = rows.Where(r => r.Missed > 0).Select(r => r.CustomerNo).ToHashSet();
        var paid = rows.Where(r => r.Missed < 1).Select(r => r.CustomerNo).ToHashSet();
        return Math.Min(Math.Min(missed.Count, paid.Count), missed.Union(paid).Count() / 2);
    }
}
