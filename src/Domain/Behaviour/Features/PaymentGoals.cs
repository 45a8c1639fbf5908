namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Goals for bills, loans and fees: the windows of features as if it had been so all through them.</summary>
internal static class PaymentGoals
{
    /// <summary>A mean delay or an overdue bill of fewer days is no lateness to speak of.</summary>
    private const double LeastDelayDays = 1;

    /// <summary>No bill is told to be overdue by more.</summary>
    private const int MostDaysTold = 60;

    /// <summary>A kind of bill of which no more than this share of the usual was paid in 30 days counts as unpaid.</summary>
    private const double MostPaid = 0.5;

    /// <summary>Days from a due date to payday within which a bank would wait to collect.</summary>
    private const int MostWait = 7;

    /// <summary>Every bill by its due date, and what is overdue settled where the balance carries it.</summary>
    public static IEnumerable<LeverStep> OnTime(Situation present, Situation changed)
    {
        var late = double.IsNaN(changed.Late30.Now) ? 0 : changed.Late30.Now;
        var told = $"{GoalText.Count(late, "was", "were")} paid late in the last 30 days";
        yield return new(
            late, GoalText.BankFirst(present, $"Pay every bill by its due date for a month; {told}. A bank can remind, move a due date or agree on a plan."), Punctual);
        var unpaid = Unpaid.Of(changed);
        if (!(changed.OverdueDays >= LeastDelayDays && unpaid.Count > 0 && changed.Balance.Now >= unpaid.Sum))
            yield break;

        var overdue = present.OverdueDays >= MostDaysTold ? $"{MostDaysTold} days or more" : GoalText.Count(present.OverdueDays, "day", "days");
        var money = GoalText.Money(unpaid.Sum);
        var settle = unpaid.Count == 1 ? $"Settle the bill that is {overdue} overdue, about {money}" : $"Settle the bills that are unpaid, the longest {overdue} overdue, about {money} in all";
        var others = late > 0 ? $", and pay the others by their due date for a month; {told}" : "";
        yield return new(
            late + unpaid.Count,
            GoalText.BankFirst(present, $"{settle}{others}. If that is too much at once, a bank can agree on a new date or a plan."),
            static s => Settled(Punctual(s)));
    }

    private static Situation Punctual(Situation s) => s with
    {
        Late30 = s.Late30 with { Now = 0 },
        Delay30 = s.Delay30 with { Now = Math.Min(s.Delay30.Now, 0) },
        UtilityDelay30 = s.UtilityDelay30 with { Now = Math.Min(s.UtilityDelay30.Now, 0) },
    };

    // Paid today: it is missing on the account.
    private static Situation Settled(Situation s)
    {
        var unpaid = Unpaid.Of(s);
        var left = s.Balance.Now - unpaid.Sum;
        return s with
        {
            OverdueDays = 0,
            Housing30 = s.Housing30.Less(-unpaid.Housing),
            LoanPayments30 = s.LoanPayments30.Less(-unpaid.Loan),
            CardPayments30 = s.CardPayments30.Less(-unpaid.Card),
            Utilities30 = s.Utilities30.Less(-unpaid.Utilities),
            Essentials30 = s.Essentials30.Less(-unpaid.Utilities),
            BillsPaid30 = s.BillsPaid30.Less(-unpaid.Count),
            Outflow30 = s.Outflow30.Less(-unpaid.Sum),
            Outflow7 = s.Outflow7.Less(-unpaid.Sum),
            NetFlow30 = s.NetFlow30 with { Now = s.NetFlow30.Now - unpaid.Sum },
            Balance = s.Balance with { Now = left },
            Lowest7 = s.Lowest7 with { Now = Math.Min(s.Lowest7.Now, left) },
            NearZeroDays30 = left < s.Day && s.Balance.Now >= s.Day ? Math.Min(s.NearZeroDays30 + 1, 30) : s.NearZeroDays30,
        };
    }

    /// <summary>No payment fails for a month.</summary>
    public static IEnumerable<LeverStep> NoneFails(Situation present, Situation changed)
    {
        // The day of the latest failure stands for the due date.
        var waits = present.DaysToIncome >= 0 && present.DaysSinceFailed + present.DaysToIncome <= MostWait;
        var help = waits ? "A bank can collect on the day after payday, or agree on a plan." : "A bank can agree on a plan.";
        yield return new(
            changed.Failed30.Now,
            GoalText.BankFirst(present, $"Have no payment fail for a month; {present.Failed30.Now:0} did in the last 30 days. {help}"),
            static s => s with { Failed30 = s.Failed30 with { Now = 0 }, Failed7 = 0, DaysSinceFailed = 30 });
    }

    /// <summary>No loan, and the money that it brought is not there.</summary>
    public static IEnumerable<LeverStep> NoLoan(Situation present, Situation changed)
    {
        yield return new(
            changed.Loans30.Now,
            $"Take out no new loan for a month; {GoalText.Count(present.Loans30.Now, "was", "were")} paid out in the last 30 days.",
            static s => s with
            {
                Balance = s.Balance with { Now = s.Balance.Now - s.Borrowed30.Now },
                Lowest7 = s.Lowest7 with { Now = Math.Min(s.Lowest7.Now, s.Balance.Now - s.Borrowed30.Now) },
                Borrowed30 = s.Borrowed30 with { Now = 0 },
                Loans30 = s.Loans30 with { Now = 0 },
            });
    }

    /// <summary>No fees of the last 30 days.</summary>
    public static IEnumerable<LeverStep> NoFees(Situation present, Situation changed)
    {
        yield return new(
            changed.Fees30.Now / changed.Day,
            $"Have the bank waive the fees of the last 30 days, {GoalText.Money(present.Fees30.Now)}.",
            static s => s.Unspent(s.Fees30.Now, 0) with { Fees30 = s.Fees30 with { Now = 0 }, Lowest7 = s.Lowest7 });
    }

    /// <summary>
    /// The bills of 30 days that are missing, by kind, in currency units. Which kind is overdue the longest is not told, and one
    /// day overdue is enough to count, so all that are missing have to be settled.
    /// </summary>
    private readonly record struct Unpaid(double Housing, double Loan, double Card, double Utilities)
    {
        public double Sum => Housing + Loan + Card + Utilities;

        public int Count => (Housing > 0 ? 1 : 0) + (Loan > 0 ? 1 : 0) + (Card > 0 ? 1 : 0) + (Utilities > 0 ? 1 : 0);

        public static Unpaid Of(Situation s) => new(Part(s, s.Housing30), Part(s, s.LoanPayments30), Part(s, s.CardPayments30), Part(s, s.Utilities30));

        // What has faded to less than half a day's spending is no bill any more.
        private static double Part(Situation s, Amount paid) => paid.Now <= paid.Usual * MostPaid && paid.Usual >= s.Day / 2 ? paid.Usual - paid.Now : 0;
    }
}
