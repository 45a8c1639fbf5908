using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Interventions;

/// <summary>Finds what a customer's strongest reasons have in common.</summary>
public static class Drivers
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)Driver.PaymentsFailed + 1;

    /// <summary>The driver with the largest sum of risk-raising contributions; a value that is no sign of trouble by itself speaks for none.</summary>
    /// <param name="features">Feature values in catalogue order.</param>
    /// <param name="contributions">Their contributions to one score.</param>
    public static Driver Of(ReadOnlySpan<double> features, ReadOnlySpan<double> contributions)
    {
        Span<double> sums = stackalloc double[Count];
        sums.Clear();
        for (var i = 0; i < FeatureCatalogue.Count; i++)
        {
            if (contributions[i] > 0 && FeatureCatalogue.All[i].IsTelling(features[i]))
                sums[(int)Of(FeatureCatalogue.All[i], features[i])] += contributions[i];
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
            FeatureFamily.Income when feature.Name == "days_to_income" => value < 0 ? Driver.IncomeLate : Driver.LowBalance,
            FeatureFamily.Income => feature.Name is "income_delay_days" or "income_missed_cycles" or "income_gap_ratio" or "days_since_income" ? Driver.IncomeLate : Driver.IncomeDrop,
            FeatureFamily.Balance => Driver.LowBalance,
            FeatureFamily.Spending => above ? Driver.Overspending : Driver.LowBalance,
            FeatureFamily.Payments => feature.Name.Contains("failed", StringComparison.Ordinal) ? Driver.PaymentsFailed : Driver.PaymentsSlipping,
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
