using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Interventions;

/// <summary>Finds what a customer's strongest reasons have in common.</summary>
public static class Drivers
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)Driver.UnusualActivity + 1;

    /// <summary>The driver with the largest sum of risk-raising contributions.</summary>
    /// <param name="reasons">Reasons of one score.</param>
    public static Driver Of(IEnumerable<Reason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        Span<double> sums = stackalloc double[Count];
        sums.Clear();
        foreach (var reason in reasons)
        {
            if (reason.Contribution > 0 && FeatureCatalogue.TryIndexOf(reason.Feature, out var index))
                sums[(int)Of(FeatureCatalogue.All[index], reason.Value)] += reason.Contribution;
        }

        var largest = (int)Driver.LowBalance;
        for (var i = 0; i < Count; i++)
        {
            if (sums[i] > sums[largest])
                largest = i;
        }

        return (Driver)largest;
    }

    /// <summary>What a feature tells when it raises the risk with a value. Spending less than usual is a sign of being short.</summary>
    public static Driver Of(FeatureDefinition feature, double value)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var above = value > feature.Neutral;
        return feature.Family switch
        {
            FeatureFamily.Income => feature.Name is "income_delay_days" or "income_missed_cycles" or "income_gap_change" or "days_since_income" ? Driver.IncomeLate : Driver.IncomeDrop,
            FeatureFamily.Balance => Driver.LowBalance,
            FeatureFamily.Spending => above ? Driver.Overspending : Driver.LowBalance,
            FeatureFamily.Payments => Driver.PaymentsSlipping,
            FeatureFamily.Cash => Driver.CashStrain,
            FeatureFamily.Credit => Driver.ManyDebts,
            FeatureFamily.Trends => feature.Name switch
            {
                "cash_trend_7d_30d" => Driver.CashStrain,
                "net_flow_trend_30d_90d" => Driver.IncomeDrop,
                _ => above ? Driver.Overspending : Driver.LowBalance,
            },
            _ => feature.Name.StartsWith("gambling", StringComparison.Ordinal) ? Driver.Gambling : Driver.UnusualActivity,
        };
    }
}
