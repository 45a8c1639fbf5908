using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Gateway.Watching;

/// <summary>Where one customer's risk comes from.</summary>
/// <param name="ByFamily">Contributions in log-odds that raise the risk, summed by family of features.</param>
/// <param name="Main">The family with the largest sum; null where nothing raises it.</param>
internal sealed record ExplainedCustomer(IReadOnlyDictionary<FeatureFamily, double> ByFamily, FeatureFamily? Main)
{
    public static ExplainedCustomer Of(RiskAssessment assessment)
    {
        var byFamily = assessment.Reasons
            .Where(reason => reason.Contribution > 0)
            .GroupBy(reason => FeatureCatalogue.TryIndexOf(reason.Feature, out var index)
                ? FeatureCatalogue.All[index].Family
                : throw new InvalidOperationException($"{reason.Feature} is not in the feature catalogue."))
            .ToDictionary(family => family.Key, family => family.Sum(reason => reason.Contribution));
        return new ExplainedCustomer(byFamily, byFamily.Count == 0 ? null : byFamily.MaxBy(family => family.Value).Key);
    }
}
