namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Goals for bills, loans and fees: the windows of features as if it had been so all through them.</summary>
internal static class PaymentGoals
{
    /// <summary>A mean delay or an overdue bill of fewer days is no lateness to speak of.</summary>
    private const double LeastDelayDays = 1;

    /// <summary>No bill is told to be overdue by more.</summary>
    private const int MostDaysTold = 60;

    /// <summary>Every bill by its due date.</summary>
    public static IEnumerable<LeverStep> OnTime(Situation now)
    {
        var (late, isOverdue) = (double.IsNaN(now.Late30.Now) ? 0 : now.Late30.Now, now.OverdueDays >= LeastDelayDays);
        var overdue = now.OverdueDays >= MostDaysTold ? $"{MostDaysTold} days or more" : GoalText.Count(now.OverdueDays, "day", "days");
        var (settle, told) = ($"Settle the bill that is {overdue} overdue, or agree on a new date for it", $"{GoalText.Count(late, "was", "were")} paid late in the last 30 days");
        var text = (late > 0, isOverdue) switch
        {
            (true, true) => $"{settle}, and pay the others by their due date for a month; {told}.",
            (true, false) => $"Pay every bill by its due date for a month; {told}.",
            _ => $"{settle}.",
        };
        yield return new(late + (isOverdue ? 1 : 0), text, static s => s with
        {
            Late30 = s.Late30 with { Now = 0 },
            Delay30 = s.Delay30 with { Now = Math.Min(s.Delay30.Now, 0) },
            UtilityDelay30 = s.UtilityDelay30 with { Now = Math.Min(s.UtilityDelay30.Now, 0) },
            OverdueDays = 0,
        });
    }

    /// <summary>No payment fails for a month.</summary>
    public static IEnumerable<LeverStep> NoneFails(Situation now)
    {
        yield return new(
            now.Failed30.Now,
            $"Have no payment fail for a month; {now.Failed30.Now:0} did in the last 30 days. A bank can collect on the day after payday.",
            static s => s with { Failed30 = s.Failed30 with { Now = 0 }, Failed7 = 0, DaysSinceFailed = 30 });
    }

    /// <summary>No loan, and the money that it brought is not there.</summary>
    public static IEnumerable<LeverStep> NoLoan(Situation now)
    {
        yield return new(
            now.Loans30.Now,
            $"Take out no new loan for a month; {GoalText.Count(now.Loans30.Now, "was", "were")} paid out in the last 30 days.",
            static s => s with
            {
                Balance = s.Balance with { Now = s.Balance.Now - s.Borrowed30.Now },
                Lowest7 = s.Lowest7 with { Now = Math.Min(s.Lowest7.Now, s.Balance.Now - s.Borrowed30.Now) },
                Borrowed30 = s.Borrowed30 with { Now = 0 },
                Loans30 = s.Loans30 with { Now = 0 },
            });
    }

    /// <summary>No fees of the last 30 days.</summary>
    public static IEnumerable<LeverStep> NoFees(Situation now)
    {
        yield return new(
            now.Fees30.Now / now.Day,
            $"Have the bank waive the fees of the last 30 days, {GoalText.Money(now.Fees30.Now)}.",
            static s => s.Unspent(s.Fees30.Now, 0) with { Fees30 = s.Fees30 with { Now = 0 } });
    }
}
