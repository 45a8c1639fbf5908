using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Hosting;

/// <summary>
/// Totals over customers, of what lists show of each. Whole numbers, probabilities in billionths, so that adding and taking away
/// leaves no rest and its order no trace.
/// </summary>
public readonly record struct RiskSums
{
    public long Customers { get; init; }

    public long Low { get; init; }

    public long Medium { get; init; }

    public long High { get; init; }

    public long Critical { get; init; }

    /// <summary>Customers that have a score.</summary>
    public long Scored { get; init; }

    /// <summary>Sum of their probabilities in billionths.</summary>
    public long ProbabilitySumE9 { get; init; }

    /// <summary>Mean probability over the customers that have a score; 0 where there is none.</summary>
    public double AverageRisk => Scored == 0 ? 0 : ProbabilitySumE9 / 1e9 / Scored;

    /// <summary>Customers per level; every level is there.</summary>
    public IReadOnlyDictionary<RiskLevel, long> ByLevel => new Dictionary<RiskLevel, long>
    {
        [RiskLevel.Low] = Low,
        [RiskLevel.Medium] = Medium,
        [RiskLevel.High] = High,
        [RiskLevel.Critical] = Critical,
    };

    /// <summary>Those of one customer.</summary>
    public static RiskSums Of(StateSummary customer)
    {
        var isScored = customer.LatestEvent is not null;
        return new RiskSums
        {
            Customers = 1,
            Low = One(customer.Level == RiskLevel.Low),
            Medium = One(customer.Level == RiskLevel.Medium),
            High = One(customer.Level == RiskLevel.High),
            Critical = One(customer.Level == RiskLevel.Critical),
            Scored = One(isScored),
            ProbabilitySumE9 = isScored ? (long)(customer.Probability * 1e9) : 0,
        };
    }

    public static RiskSums operator +(RiskSums left, RiskSums right) => Added(left, right, 1);

    public static RiskSums operator -(RiskSums left, RiskSums right) => Added(left, right, -1);

    private static RiskSums Added(RiskSums left, RiskSums right, int sign) => new()
    {
        Customers = left.Customers + (sign * right.Customers),
        Low = left.Low + (sign * right.Low),
        Medium = left.Medium + (sign * right.Medium),
        High = left.High + (sign * right.High),
        Critical = left.Critical + (sign * right.Critical),
        Scored = left.Scored + (sign * right.Scored),
        ProbabilitySumE9 = left.ProbabilitySumE9 + (sign * right.ProbabilitySumE9),
    };

    private static int One(bool holds) => holds ? 1 : 0;
}
