using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// When and how much a customer is usually paid, from the category (salary, pension or benefit) that brought most over the
/// remembered days. NaN where fewer than three paydays are known.
/// </summary>
/// <param name="LastDay">The latest payday, a day number; 0 where there was none.</param>
/// <param name="LastAmount">What came on it, in currency units.</param>
/// <param name="UsualAmount">The median of the earlier paydays, in currency units.</param>
/// <param name="UsualGap">The median of the gaps between paydays, in days.</param>
/// <param name="LastGap">The latest gap, in days.</param>
public readonly record struct IncomeRhythm(int LastDay, double LastAmount, double UsualAmount, double UsualGap, double LastGap)
{
    /// <summary>Nothing is known.</summary>
    public static readonly IncomeRhythm Unknown = new(0, double.NaN, double.NaN, double.NaN, double.NaN);

    internal static IncomeRhythm Of(ReadOnlySpan<IncomeDay> days)
    {
        if (days.Length == 0)
            return Unknown;
        var main = MainCategory(days);
        Span<double> amounts = stackalloc double[IncomeDays.Capacity];
        Span<double> gaps = stackalloc double[IncomeDays.Capacity];
        int n = 0, lastDay = 0;
        double lastAmount = 0, lastGap = double.NaN;
        foreach (var income in days)
        {
            if (income.Category != main)
                continue;
            if (n > 0)
                gaps[n - 1] = lastGap = income.Day - lastDay;
            (lastDay, lastAmount) = (income.Day, income.Amount / (double)Money.Scale);
            amounts[n++] = lastAmount;
        }

        return n < 3
            ? new IncomeRhythm(lastDay, lastAmount, double.NaN, double.NaN, lastGap)
            : new IncomeRhythm(lastDay, lastAmount, Median(amounts[..(n - 1)]), Median(gaps[..(n - 1)]), lastGap);
    }

    private static Category MainCategory(ReadOnlySpan<IncomeDay> days)
    {
        Span<long> totals = stackalloc long[3];
        totals.Clear();
        foreach (var income in days)
            totals[(int)income.Category] += income.Amount;
        var main = 0;
        for (var c = 1; c < totals.Length; c++)
        {
            if (totals[c] > totals[main])
                main = c;
        }

        return (Category)main;
    }

    private static double Median(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
