namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// What the features that can change are made of, in the units of the account, so that they change together: whatever levers
/// make of it, a feature's <see cref="FeatureAction.Response"/> tells its value from the same amounts. Immutable; what is not
/// known is NaN. Windows are those that the features look at.
/// </summary>
public sealed record Situation
{
    private const double LargestShare = 5;

    /// <summary>Usual sum of all debits but savings over 30 days.</summary>
    public double UsualOutflow { get; init; }

    /// <summary>The balance, and the usual closing one.</summary>
    public Amount Balance { get; init; }

    /// <summary>The lowest balance of 7 days, and the usual lowest of a day.</summary>
    public Amount Lowest7 { get; init; }

    public double HighestClosing30 { get; init; }

    public double OverdrawnDays30 { get; init; }

    public double NearZeroDays30 { get; init; }

    /// <summary>The lowest balance ever, at most 0.</summary>
    public double LowestEver { get; init; }

    public Amount Income30 { get; init; }

    /// <summary>Days until the next payday is expected, below 0 where it has passed.</summary>
    public double DaysToIncome { get; init; }

    public Amount Housing30 { get; init; }

    public Amount LoanPayments30 { get; init; }

    public Amount CardPayments30 { get; init; }

    /// <summary>Utility bills and insurance.</summary>
    public Amount Utilities30 { get; init; }

    /// <summary>Groceries, health, utility bills and insurance.</summary>
    public Amount Essentials30 { get; init; }

    /// <summary>Number of bills paid.</summary>
    public Amount BillsPaid30 { get; init; }

    /// <summary>Usual bills of 30 days.</summary>
    public double UsualBills { get; init; }

    /// <summary>What is within reach beside the balance: savings, and how far the account was ever overdrawn.</summary>
    public double Reserve { get; init; }

    /// <summary>What the balance will have changed by in 14 days, if pay comes and spending goes on as usual.</summary>
    public double Projected14 { get; init; }

    public Amount Outflow30 { get; init; }

    public Amount Outflow7 { get; init; }

    /// <summary>What is left over of 30 days.</summary>
    public Amount NetFlow30 { get; init; }

    public Amount Discretionary30 { get; init; }

    public Amount Discretionary7 { get; init; }

    public Amount Dining30 { get; init; }

    public Amount Shopping30 { get; init; }

    public Amount Travel30 { get; init; }

    public Amount Subscriptions30 { get; init; }

    public Amount Cash30 { get; init; }

    public double Cash7 { get; init; }

    /// <summary>Number of withdrawals.</summary>
    public Amount Withdrawals7 { get; init; }

    /// <summary>Number of withdrawals of round sums.</summary>
    public Amount RoundWithdrawals7 { get; init; }

    public Amount Gambling30 { get; init; }

    public double Gambling7 { get; init; }

    public Amount Borrowed30 { get; init; }

    /// <summary>Number of loans paid out.</summary>
    public Amount Loans30 { get; init; }

    public Amount Fees30 { get; init; }

    /// <summary>Mean days between due date and payment.</summary>
    public Amount Delay30 { get; init; }

    /// <summary>The same of utility bills.</summary>
    public Amount UtilityDelay30 { get; init; }

    /// <summary>Number of bills paid late.</summary>
    public Amount Late30 { get; init; }

    /// <summary>Days for which the regular bill that is longest overdue is so.</summary>
    public double OverdueDays { get; init; }

    /// <summary>Number of payments that failed or were returned.</summary>
    public Amount Failed30 { get; init; }

    public double Failed7 { get; init; }

    /// <summary>Days since a payment failed, 30 where none did.</summary>
    public double DaysSinceFailed { get; init; }

    /// <summary>Usual outflow of a day.</summary>
    public double Day => UsualOutflow / 30;

    /// <summary>Whether less than half of the usual income came within 30 days, and not because payday is a few days ahead.</summary>
    public bool IsIncomeMissing => Income30.Now < Income30.Usual / 2 && !(Income30.Now == 0 && DaysToIncome is >= 0 and <= 3);

    /// <summary>The situation that readings were made in.</summary>
    /// <param name="readings">In catalogue order.</param>
    public static Situation Of(IReadOnlyList<Reading> readings)
    {
        var of = new NamedReadings(readings);
        var usualOutflow = of.Amount("outflow_30d_ratio").Usual;
        var balance = of.Amount("balance_gap");
        var reserve = (Within(of["money_within_reach"].Value, 10) * usualOutflow) - balance.Now;
        var essentials = of.Amount("essentials_30d_ratio");
        var (groceries, health) = (of.Amount("groceries_30d_ratio"), of.Amount("health_30d_ratio"));
        return new Situation
        {
            UsualOutflow = usualOutflow,
            Balance = balance,
            Lowest7 = of.Amount("lowest_balance_7d_gap"),
            HighestClosing30 = of.Amount("balance_drawdown_30d").Now,
            OverdrawnDays30 = of["overdrawn_days_30d"].Value,
            NearZeroDays30 = of["near_zero_days_30d"].Value,
            UsualBills = Bills(of, balance.Now),
            Reserve = reserve,
            LowestEver = Math.Min((Within(of["known_savings"].Value, LargestShare) * usualOutflow) - reserve, 0),
            Income30 = of.Amount("income_30d_ratio"),
            DaysToIncome = of["days_to_income"].Value,
            Housing30 = of.Amount("housing_payments_30d_ratio"),
            LoanPayments30 = of.Amount("loan_payments_30d_ratio"),
            CardPayments30 = of.Amount("card_payments_30d_ratio"),
            Utilities30 = new(essentials.Now - groceries.Now - health.Now, essentials.Usual - groceries.Usual - health.Usual),
            Essentials30 = essentials,
            BillsPaid30 = of.Amount("bills_paid_30d_ratio"),
            Projected14 = (Within(of["projected_balance_14d"].Value, LargestShare) * usualOutflow) - balance.Now,
            Outflow30 = of.Amount("outflow_30d_ratio"),
            Outflow7 = of.Amount("outflow_7d_ratio"),
            NetFlow30 = of.Amount("net_flow_trend_30d_90d"),
            Discretionary30 = of.Amount("discretionary_30d_ratio"),
            Discretionary7 = of.Amount("discretionary_7d_ratio"),
            Dining30 = of.Amount("dining_30d_ratio"),
            Shopping30 = of.Amount("shopping_30d_ratio"),
            Travel30 = of.Amount("travel_30d_ratio"),
            Subscriptions30 = of.Amount("subscriptions_30d_ratio"),
            Cash30 = of.Amount("cash_30d_ratio"),
            Cash7 = of.Amount("cash_trend_7d_30d").Now * 7 / 30,
            Withdrawals7 = of.Amount("cash_withdrawals_7d_ratio"),
            RoundWithdrawals7 = of.Amount("round_cash_7d"),
            Gambling30 = of.Amount("gambling_30d"),
            Gambling7 = Within(of["gambling_7d"].Value, LargestShare) * usualOutflow,
            Borrowed30 = of.Amount("borrowed_30d"),
            Loans30 = of.Amount("new_loans_30d"),
            Fees30 = of.Amount("fees_30d"),
            Delay30 = of.Amount("payment_delay_change") with { Now = of["payment_delay_30d"].Value },
            UtilityDelay30 = of.Amount("utility_delay_change"),
            Late30 = of.Amount("late_payments_30d"),
            OverdueDays = of["bill_overdue_days"].Value,
            Failed30 = of.Amount("failed_payments_30d"),
            Failed7 = of["failed_payments_7d"].Value,
            DaysSinceFailed = of["days_since_failed_payment"].Value,
        };
    }

    /// <summary>So much less went out within 30 days, and within 7, and is there now. What was not spent before the last week was there all through it.</summary>
    internal Situation Unspent(double within30, double within7) => this with
    {
        Outflow30 = Outflow30.Less(within30),
        Outflow7 = Outflow7.Less(within7),
        NetFlow30 = NetFlow30 with { Now = NetFlow30.Now + within30 },
        Balance = Balance with { Now = Balance.Now + within30 },
        Lowest7 = Lowest7 with { Now = Lowest7.Now + Math.Max(within30 - within7, 0) },
        HighestClosing30 = Math.Max(HighestClosing30, Balance.Now + within30),
    };

    /// <summary>(now + d) / (usual + d) as <see cref="Formulas.Ratio"/> has it.</summary>
    internal double Ratio(double now, double usual)
    {
        var damper = BehaviourView.Damping * UsualOutflow;
        return Math.Min((now + damper) / (usual + damper), Formulas.LargestRatio);
    }

    internal double Ratio(Amount amount) => Ratio(amount.Now, amount.Usual);

    /// <summary>(now − usual) / usual outflow, within ±5.</summary>
    internal double Gap(double now, double usual) => Math.Clamp((now - usual) / UsualOutflow, -LargestShare, LargestShare);

    internal double Gap(Amount amount) => Gap(amount.Now, amount.Usual);

    // Two features tell it; where neither does, what is made of it stays as it is.
    private static double Bills(NamedReadings of, double balance)
    {
        var (cover, share) = (of["bills_cover"].Value, of["bills_income_share"].Value);
        return cover is > -2 and < LargestShare && cover != 0 ? balance / cover : Within(share, LargestShare) * of.Amount("income_30d_ratio").Now;
    }

    // A value at its bound does not tell what it was cut from.
    private static double Within(double value, double bound) => Math.Abs(value) < bound ? value : double.NaN;

    private readonly struct NamedReadings(IReadOnlyList<Reading> readings)
    {
        public Reading this[string name] => FeatureCatalogue.TryIndexOf(name, out var index)
            ? readings[index]
            : throw new InvalidOperationException($"{name} is not a feature.");

        // A reading that compares nothing does not say what was measured.
        public Amount Amount(string name) => this[name] is var reading && double.IsNaN(reading.Usual) ? new(double.NaN, double.NaN) : new(reading.Observed, reading.Usual);
    }
}
