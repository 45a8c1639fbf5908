using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Gateway.Watching;

/// <summary>Where one customer's risk comes from.</summary>
/// <param name="Group">The customer's.</param>
/// <param name="ByFamily">Contributions in log-odds that raise the risk, summed by family of features.</param>
/// <param name="Main">The family with the largest sum; null where nothing raises it.</param>
internal sealed record ExplainedCustomer(CustomerGroup Group, IReadOnlyDictionary<FeatureFamily, double> ByFamily, FeatureFamily? Main)
{
    /// <summary>Explains some customers, without those that cannot be assessed now.</summary>
    public static async Task<IReadOnlyDictionary<string, ExplainedCustomer>> AllAsync(IReadOnlyList<StandingCustomer> customers, IRiskService service, CancellationToken cancellationToken)
    {
        var explained = new Dictionary<string, ExplainedCustomer>(StringComparer.Ordinal);
        if (customers is [])
            return explained;
        var answers = await service.AssessAsync([.. customers.Select(customer => customer.CustomerId)], cancellationToken);
        foreach (var (customer, answer) in customers.Zip(answers))
        {
            if (answer.Assessment is { } assessment)
                explained.Add(customer.CustomerId, Of(customer.Group, assessment));
        }

        return explained;
    }

    private static ExplainedCustomer Of(CustomerGroup group, RiskAssessment assessment)
    {
        var byFamily = assessment.Reasons
            .Where(reason => reason.Contribution > 0)
            .GroupBy(reason => FeatureCatalogue.TryIndexOf(reason.Feature, out var index)
                ? FeatureCatalogue.All[index].Family
                : throw new InvalidOperationException($"{reason.Feature} is not in the feature catalogue."))
            .ToDictionary(family => family.Key, family => family.Sum(reason => reason.Contribution));
        return new ExplainedCustomer(group, byFamily, byFamily.Count == 0 ? null : byFamily.MaxBy(family => family.Value).Key);
    }
}
