using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Which figures of a live model to believe: what came of scores, or what they expect.</summary>
internal static class PerformanceAdvice
{
    private static readonly int LeastMissedCustomers = new MonitoringOptions().LeastMissedCustomers;

    public static string Of(ModelPerformance performance)
    {
        if (performance.Realised is not { } realised || realised.MissedCustomers < LeastMissedCustomers || performance.EstimateError is not { } error)
            return FormattableString.Invariant($"estimated, as it is known of the scores of fewer than {LeastMissedCustomers} customers that a missed payment followed; it is as true as the probabilities are.");
        var off = Math.Abs(error.Auc);
        var side = error.Auc < 0 ? "lower" : "higher";
        return FormattableString.Invariant($"realised, where it is known what came; estimated only for the weeks after. Where both are known the estimated AUC is {off:0.000} {side} than the realised one, ")
            + (error.IsChance ? "which is within chance." : FormattableString.Invariant($"which is more than chance ({error.AucInterval.Low:0.000} to {error.AucInterval.High:0.000}): take later estimates for {(error.Auc < 0 ? "too low" : "too high")}."));
    }
}
