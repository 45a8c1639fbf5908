namespace PreDelinquency.Training.Baselines;

/// <summary>Points that a risk officer would give by rule of thumb, added up. Nothing of it is learnt but the calibration.</summary>
public sealed record Scorecard : Baseline
{
    public override string Name => "scorecard";

    public override string Title => "rule-of-thumb scorecard";

    public IReadOnlyList<ScorecardRule> Rules { get; init; } = RuleOfThumb;

    /// <summary>The rules, as declared. Two lines of one feature add up.</summary>
    public static IReadOnlyList<ScorecardRule> RuleOfThumb { get; } =
    [
        new("income_delay_days", Above: true, 4, 10),
        new("income_delay_days", Above: true, 10, 15),
        new("income_30d_ratio", Above: false, 0.7, 15),
        new("income_amount_ratio", Above: false, 0.85, 10),
        new("failed_payments_30d", Above: true, 0.8, 20),
        new("failed_payments_7d", Above: true, 1, 10),
        new("late_payments_30d", Above: true, 0.8, 10),
        new("payment_delay_change", Above: true, 2, 10),
        new("bill_overdue_days", Above: true, 3, 15),
        new("overdrawn_days_30d", Above: true, 3, 10),
        new("overdrawn_days_30d", Above: true, 12, 10),
        new("bills_cover", Above: false, 0.3, 10),
        new("balance_gap", Above: false, -0.5, 10),
        new("runway_days", Above: false, 5, 10),
        new("savings_drawn_30d", Above: true, 0.25, 10),
        new("savings_deposits_30d_ratio", Above: false, 0.5, 5),
        new("borrowed_30d", Above: true, 0.15, 10),
        new("new_loans_30d", Above: true, 0.8, 10),
        new("payday_repaid_30d", Above: true, 0.02, 10),
        new("fees_30d", Above: true, 0.005, 5),
        new("declined_30d", Above: true, 0.8, 10),
        new("gambling_30d", Above: true, 0.1, 15),
        new("cash_30d_ratio", Above: true, 1.6, 5),
        new("discretionary_30d_ratio", Above: false, 0.6, 5),
    ];

    public override double RawScore(ReadOnlySpan<double> features)
    {
        var points = 0;
        foreach (var rule in Rules)
            points += rule.PointsOf(features);
        return points / 10.0;
    }
}
