using PreDelinquency.Trees;

namespace PreDelinquency.Training.Measuring;

/// <summary>How many of some missed payments were warned of, and days that belong to the warnings. Intervals cover 95% and come from drawing customers again.</summary>
/// <param name="Payments">Number of missed payments.</param>
/// <param name="Customers">Number of customers who missed them.</param>
/// <param name="Share">Share that was warned of; NaN where there is no payment.</param>
/// <param name="LowerQuartile">Of the days, over those warned of; NaN where none was.</param>
/// <param name="Median">Of the days.</param>
/// <param name="UpperQuartile">Of the days.</param>
public sealed record WarningFigures(int Payments, int Customers, ConfidenceInterval Share, ConfidenceInterval LowerQuartile, ConfidenceInterval Median, ConfidenceInterval UpperQuartile)
{
    private const int Values = 4;

    /// <summary>Measures payments.</summary>
    /// <param name="payments">The payments.</param>
    /// <param name="days">The days of one; null where it was not warned of.</param>
    /// <param name="cancellationToken">Stops between two draws.</param>
    public static WarningFigures Of(IReadOnlyList<WarnedPayment> payments, Func<WarnedPayment, int?> days, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payments);
        ArgumentNullException.ThrowIfNull(days);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var payment in payments)
            numbers.TryAdd(payment.CustomerId, numbers.Count);

        // Those without a warning come last.
        (int Customer, int? Days)[] ordered = [.. payments.Select(p => (numbers[p.CustomerId], days(p))).OrderBy(p => p.Item2 ?? int.MaxValue)];
        var times = new int[numbers.Count];
        Array.Fill(times, 1);
        var whole = new double[Values];
        Measure(ordered, times, whole);
        var draws = new double[CustomerDraws.Count][];
        for (var draw = 0; draw < draws.Length; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (times.Length > 0)
                CustomerDraws.Fill(draw, times);
            Measure(ordered, times, draws[draw] = new double[Values]);
        }

        var warned = ordered.Where(p => p.Days is not null).Select(p => p.Customer).Distinct().Count();
        return new WarningFigures(payments.Count, numbers.Count, Interval(0, numbers.Count), Interval(1, warned), Interval(2, warned), Interval(3, warned));

        ConfidenceInterval Interval(int at, int customers) => Intervals.Of(whole[at], draws.Select(d => d[at]), customers, agreementTells: at > 0);
    }

    private static void Measure((int Customer, int? Days)[] ordered, int[] times, double[] values)
    {
        int all = 0, warned = 0;
        foreach (var (customer, days) in ordered)
        {
            all += times[customer];
            warned += days is null ? 0 : times[customer];
        }

        values[0] = all == 0 ? double.NaN : warned / (double)all;
        for (var quartile = 1; quartile < Values; quartile++)
            values[quartile] = warned == 0 ? double.NaN : Quantile(ordered, times, (warned - 1) * (quartile / 4.0));
    }

    /// <summary>Between the values of the two ranks nearest to a rank from 0, in proportion (Hyndman and Fan 1996, type 7).</summary>
    private static double Quantile((int Customer, int? Days)[] ordered, int[] times, double rank)
    {
        var (below, share) = ((int)rank, rank - (int)rank);
        var (i, reached) = (0, times[ordered[0].Customer]);
        while (reached <= below)
            reached += times[ordered[++i].Customer];
        double value = ordered[i].Days!.Value;
        if (share == 0)
            return value;
        while (reached <= below + 1)
            reached += times[ordered[++i].Customer];
        return value + (share * (ordered[i].Days!.Value - value));
    }
}
