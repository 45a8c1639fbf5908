using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Tests.Risk;

/// <summary>
/// What must hold between the values of one customer's features, before a change and after it, worked out from the formulas
/// of docs/features.md and nothing else. A value that is not known, or that lies at its bound, is no part of a relation.
/// </summary>
internal sealed class Relations(string who, IReadOnlyList<Reading> readings, double[] after, bool keepsBuffer)
{
    private static readonly string[] Parts = ["dining_30d_ratio", "shopping_30d_ratio", "travel_30d_ratio", "subscriptions_30d_ratio"];

    private static readonly string[] Agreed = ["bills_due_by_hand", "bills_due_by_debit", "bills_due_share", "largest_bill_due_share", "bills_income_share", "known_savings", "groceries_30d_ratio", "health_30d_ratio"];

    private static readonly string[] Bills = ["housing_payments_30d_ratio", "loan_payments_30d_ratio", "card_payments_30d_ratio", "essentials_30d_ratio"];

    private double Outflow => Of("outflow_30d_ratio").Usual;

    public void Check()
    {
        foreach (var name in Agreed)
            Assert.Equal(Of(name).Value, After(name));
        Wholes();
        Balances();
        Counts();
    }

    /// <summary>A part is no larger than its whole, parts sum up, and a week is no more than its month.</summary>
    private void Wholes()
    {
        var discretionary = Spent("discretionary_30d_ratio");
        foreach (var part in Parts)
            AtMost(Spent(part), discretionary, $"{part} of discretionary spending");
        AtMost(discretionary, Spent("outflow_30d_ratio"), "discretionary of all spending");
        AtMost(Spent("cash_30d_ratio"), Spent("outflow_30d_ratio"), "cash of all spending");
        AtMost(Spent("discretionary_7d_ratio"), discretionary, "a week of the month's discretionary spending");
        AtMost(Spent("outflow_7d_ratio"), Spent("outflow_30d_ratio"), "a week of the month's spending");
        Same(Parts.Sum(Saved), Saved("discretionary_30d_ratio"), "what is saved in parts");
        var settled = -Bills.Sum(Saved);
        var outflow = Saved("discretionary_30d_ratio") + Saved("cash_30d_ratio") + Lost("gambling_30d") + Lost("fees_30d") - settled;
        Same(outflow, Saved("outflow_30d_ratio"), "what is saved of all spending");
        Same(outflow, -Lost("net_flow_trend_30d_90d"), "what is left over");

        // What is no longer overdue has been paid, and is missing on the account.
        var isSettled = After("bill_overdue_days") < Of("bill_overdue_days").Value;
        AtMost(isSettled ? Outflow / 120 : 0, settled, "what is settled");
        AtMost(isSettled ? 1 : 0, (After("bills_paid_30d_ratio") - Of("bills_paid_30d_ratio").Value) * (Of("bills_paid_30d_ratio").Usual + 1), "the number of bills that are settled");
        if (!keepsBuffer)
            Same(outflow - Lost("borrowed_30d"), -Lost("balance_gap"), "what is not spent or borrowed, on the account");
        AtMost(After("gambling_7d") * Outflow, Of("gambling_30d").Usual + (After("gambling_30d") * Outflow), "a week of the month's gambling");
        Same(Spent("cash_30d_ratio") / Spent("outflow_30d_ratio"), After("cash_share_change") + Of("cash_share_change").Usual, "the share of cash");
    }

    /// <summary>All that the balance is part of moves by the same amount.</summary>
    private void Balances()
    {
        var balance = Of("balance_gap").Usual + (After("balance_gap") * Outflow);
        Same(balance, After("runway_days") is > -30 and < 120 and var days ? days * Outflow / 30 : double.NaN, "the days that the balance covers");
        Same(-Lost("balance_gap"), -Lost("money_within_reach"), "money within reach");
        Same(-Lost("balance_gap"), -Lost("projected_balance_14d"), "the balance in two weeks");
        if (Of("bills_cover").Value is > -2 and < 5 && After("bills_cover") is > -2 and < 5)
            Same(Of("bills_cover").Value * balance, After("bills_cover") * Of("balance_gap").Observed, "the bills that the balance covers");
        AtMost(Of("lowest_balance_7d_gap").Usual + (After("lowest_balance_7d_gap") * Outflow), balance, "the lowest balance of the week");
        AtMost(0, After("balance_drawdown_30d"), "the fall from the highest balance");
        AtMost(After("overdrawn_days_30d"), After("near_zero_days_30d"), "overdrawn days of those near zero");
        if (After("near_zero_days_30d") == 0)
            AtMost(Outflow / 30, Of("lowest_balance_7d_gap").Usual + (After("lowest_balance_7d_gap") * Outflow), "a day's spending of the lowest balance");
    }

    private void Counts()
    {
        var late = Of("late_payments_30d").Usual + After("late_payments_30d");
        if (Math.Abs(late) < 1e-9)
            AtMost(After("payment_delay_30d"), 0, "the mean delay where no bill is late");
        Same(After("payment_delay_30d"), After("payment_delay_change") + Of("payment_delay_change").Usual, "the mean delay");
        var failed = Of("failed_payments_30d").Usual + After("failed_payments_30d");
        AtMost(After("failed_payments_7d"), failed, "a week of the month's failed payments");
        if (!double.IsNaN(failed))
            Assert.True(failed > 1e-9 == After("days_since_failed_payment") < 30, $"{who}: {failed} payments failed, the latest {After("days_since_failed_payment")} days ago");
        AtMost(Of("round_cash_7d").Usual + After("round_cash_7d"), Withdrawals(), "withdrawals of round sums of all");
        AtMost(Of("new_loans_30d").Usual + After("new_loans_30d") < 0.5 ? Of("borrowed_30d").Usual + (After("borrowed_30d") * Outflow) : 0, 0, "what is borrowed without a loan");
    }

    private double Withdrawals() => (After("cash_withdrawals_7d_ratio") * (Of("cash_withdrawals_7d_ratio").Usual + 1)) - 1;

    /// <summary>The amount that a ratio tells after the change.</summary>
    private double Spent(string name) => Spent(name, After(name));

    private double Spent(string name, double ratio)
    {
        var damper = BehaviourView.Damping * Outflow;
        return ratio < 50 ? (ratio * (Of(name).Usual + damper)) - damper : double.NaN;
    }

    /// <summary>By how much less the change makes it.</summary>
    private double Saved(string name) => Spent(name, Of(name).Value) - Spent(name);

    private double Lost(string name) => Math.Abs(Of(name).Value) < 5 && Math.Abs(After(name)) < 5 ? (Of(name).Value - After(name)) * Outflow : double.NaN;

    private Reading Of(string name) => readings[IndexOf(name)];

    private double After(string name) => after[IndexOf(name)];

    // Amounts are told through ratios: a millionth of a month's spending is nothing.
    private void Same(double expected, double actual, string what) =>
        Assert.False(Math.Abs(expected - actual) > Slack(expected), $"{who}: {what}: {expected} and {actual}");

    private void AtMost(double part, double whole, string what) => Assert.False(part > whole + Slack(whole), $"{who}: {what}: {part} of {whole}");

    private double Slack(double value) => 1e-6 * Math.Max(1, Math.Max(Math.Abs(value), Outflow));

    private static int IndexOf(string name) => FeatureCatalogue.TryIndexOf(name, out var index) ? index : throw new ArgumentException(name, nameof(name));
}
