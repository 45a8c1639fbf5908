using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster;

/// <content>Questions about the present; they change nothing.</content>
public sealed partial class CustomerHost
{
    /// <summary>What is told of the past, from the store alone.</summary>
    public CustomerPast Past => new(CustomerId, _services);

    /// <summary>Scores and explains as of now; null where the customer is unknown.</summary>
    public async ValueTask<RiskAssessment?> AssessAsync(CancellationToken cancellationToken) =>
        await AskAsync((customer, present) => customer.Assess(present, _services.Models.Current), cancellationToken);

    /// <summary>Scores and explains as of now, if some features had other values; null where the customer is unknown.</summary>
    public async ValueTask<RiskAssessment?> AssumeAsync(Assumption assumption, CancellationToken cancellationToken) =>
        await AskAsync((customer, present) => customer.Assume(assumption, present, _services.Models.Current), cancellationToken);

    /// <summary>Profile, features and score as of now; null where the customer is unknown.</summary>
    public async ValueTask<CustomerView?> ViewAsync(CancellationToken cancellationToken) =>
        await AskAsync((customer, present) => CustomerViews.Of(customer, present, _services.Models.Current), cancellationToken);

    /// <summary>The features as of now; null where the customer is unknown.</summary>
    public async ValueTask<PastFeatures?> FeaturesAsync(CancellationToken cancellationToken)
    {
        var features = await AskAsync((customer, present) => CustomerViews.Features(customer, present), cancellationToken);
        return features is null ? null : features with { Score = await Past.LastScoreAsync(features.AsOf, cancellationToken) };
    }

    private ValueTask<T?> AskAsync<T>(Func<Customer, DateTimeOffset, T> answer, CancellationToken cancellationToken)
        where T : class => MendAsync(() => TryAskAsync(answer, cancellationToken));

    private async ValueTask<T?> TryAskAsync<T>(Func<Customer, DateTimeOffset, T> answer, CancellationToken cancellationToken)
        where T : class
    {
        var customer = await LoadAsync(cancellationToken);
        return _version == 0 ? null : CustomerDamage.Told(() => answer(customer, CustomerViews.MomentFor(customer, _services.Clock.Present)));
    }
}
