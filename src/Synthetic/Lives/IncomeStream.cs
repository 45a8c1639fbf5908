using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>Money that comes in regularly, earned day by day and paid by a rule.</summary>
internal struct IncomeStream
{
    public Category Category;
    public string Merchant;
    public PayRule Rule;

    /// <summary>Day of the month, for <see cref="PayRule.DayOfMonth"/>.</summary>
    public int DayOfMonth;

    /// <summary>Cents in an average month of 365.25 / 12 days.</summary>
    public long PerMonth;

    /// <summary>Standard deviation of a payment's logarithm: overtime, shifts, tips.</summary>
    public double Variation;

    /// <summary>Days in the running pay period.</summary>
    public int PeriodDays;

    /// <summary>Of those, days that were earned: a day at half pay counts half.</summary>
    public double EarnedDays;

    /// <summary>The day on which the period ends and is paid.</summary>
    public int NextPay;

    /// <summary>Cents that an employer owes since a pay day passed.</summary>
    public long Pending;

    /// <summary>When those will come.</summary>
    public int PendingDay;

    public bool Active;

    /// <summary>Cents of one full pay period.</summary>
    public readonly long PerPeriod => Rule switch
    {
        PayRule.Fortnightly => PerMonth * 12 / 26,
        PayRule.Weekly => PerMonth * 12 / 52,
        PayRule.FourWeekly => PerMonth * 12 / 13,
        _ => PerMonth,
    };

    /// <summary>The pay day after a pay day.</summary>
    public readonly int PayAfter(int day, ref Randomness random)
    {
        switch (Rule)
        {
            case PayRule.Weekly:
                return day + 7;
            case PayRule.Fortnightly:
                return day + 14;
            case PayRule.FourWeekly:
                return day + 28;
            case PayRule.Gig:
                return day + random.Whole(2, 6);
            default:
                // Four days on, so that a pay day moved before a weekend does not come twice.
                var date = DateOnly.FromDayNumber(day + 4);
                var wanted = Rule == PayRule.LastWorkingDay ? 31 : DayOfMonth;
                var next = Calendar.WorkingDayUpTo(Calendar.DayInMonth(date.Year, date.Month, wanted));
                if (next > day + 3)
                    return next;
                date = date.AddMonths(1);
                return Calendar.WorkingDayUpTo(Calendar.DayInMonth(date.Year, date.Month, wanted));
        }
    }
}
