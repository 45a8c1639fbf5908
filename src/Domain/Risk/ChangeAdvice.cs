using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// Which of the changes that somebody could make may be said as advice. What lowers a score need not help: to spend more,
/// to leave savings alone while bills are open or to repay less would please a model and harm a customer. A feature that is
/// a sign of trouble on both sides has changes on the one side named here; one that is not named has none.
/// </summary>
public static class ChangeAdvice
{
    private const string SpendMore = "To spend more than now helps nobody: only less is advised.";
    private const string PayLess = "To pay back less than now helps nobody: only more is advised.";

    private static readonly Dictionary<string, (AdverseSide From, string Reason)> OneSided = new(StringComparer.Ordinal)
    {
        ["outflow_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["outflow_7d_ratio"] = (AdverseSide.Above, SpendMore),
        ["discretionary_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["discretionary_7d_ratio"] = (AdverseSide.Above, SpendMore),
        ["essentials_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["groceries_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["groceries_7d_ratio"] = (AdverseSide.Above, SpendMore),
        ["dining_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["shopping_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["travel_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["subscriptions_30d_ratio"] = (AdverseSide.Above, SpendMore),
        ["outflow_trend_7d_30d"] = (AdverseSide.Above, SpendMore),
        ["discretionary_trend_7d_30d"] = (AdverseSide.Above, SpendMore),
        ["cash_trend_7d_30d"] = (AdverseSide.Above, SpendMore),
        ["card_payments_30d_ratio"] = (AdverseSide.Below, PayLess),
        ["loan_payments_30d_ratio"] = (AdverseSide.Below, PayLess),
        ["housing_payments_30d_ratio"] = (AdverseSide.Below, PayLess),
    };

    private static readonly Dictionary<string, string> Against = new(StringComparer.Ordinal)
    {
        ["savings_drawn_30d"] = "Savings that pay an open bill do what they are for.",
        ["savings_deposits_30d_ratio"] = "Money that is put aside is missing where a bill is due.",
        ["payday_repaid_30d"] = "What was borrowed has to be repaid; to borrow less is what helps.",
        ["inflow_30d_ratio"] = "Borrowed money and savings come in as well; regular income is counted by itself.",
        ["spending_mix_shift_30d"] = "What money is spent on decides, and not that it was spent on something else before.",
    };

    /// <summary>The names of all features about which something is said here.</summary>
    public static IEnumerable<string> Names => OneSided.Keys.Concat(Against.Keys);

    /// <summary>From which side of the usual a feature may be advised to come back; null where no change of it may.</summary>
    public static AdverseSide? SideOf(FeatureDefinition feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        if (!feature.Action.IsPossible || Against.ContainsKey(feature.Name))
            return null;
        return feature.Adverse != AdverseSide.Both ? feature.Adverse : OneSided.TryGetValue(feature.Name, out var side) ? side.From : null;
    }

    /// <summary>Why a feature may be changed as <see cref="SideOf"/> says: a sentence or two.</summary>
    public static string ReasonFor(FeatureDefinition feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return !feature.Action.IsPossible ? feature.Action.Reason
            : Against.TryGetValue(feature.Name, out var against) ? against
            : OneSided.TryGetValue(feature.Name, out var side) ? $"{feature.Action.Reason} {side.Reason}"
            : feature.Action.Reason;
    }

    /// <summary>Whether a value is a sign of trouble that somebody may be advised to change.</summary>
    public static bool IsAdvisable(FeatureDefinition feature, double present) =>
        SideOf(feature) is { } side && double.IsFinite(present) && feature.IsTelling(present) && (side == AdverseSide.Above) == (present > feature.Neutral);
}
