using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster;

/// <content>Questions about the present; they change nothing.</content>
public sealed partial class CustomerHost
{
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
        return features is null ? null : features with { Score = await LastScoreAsync(features.AsOf, cancellationToken) };
    }

    /// <summary>The features at a past moment, or the end of a day; null where the customer is unknown. See <see cref="IRiskService.GetFeaturesAsync"/>.</summary>
    public async ValueTask<PastFeatures?> FeaturesAsync(PastMoment past, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (_version == 0)
            return null;
        var (customer, model, effects) = (new Customer(CustomerId), _services.Models.Current.Champion, new CustomerEffects());
        await foreach (var transaction in _services.Store.ReadTransactionsAsync(CustomerId, cancellationToken))
        {
            if (past.IsBefore(transaction))
                break;
            if (customer.Apply(transaction, model, effects) != Applied.Accepted)
                throw new ServiceUnavailableException($"The log of customer {CustomerId} is damaged: {transaction.TransactionId} does not follow from what is before it.") { IsPermanent = true };

            // What followed was committed back then.
            effects.Clear();
        }

        var moment = past.Of(customer);
        return CustomerViews.Features(customer, CustomerViews.MomentFor(customer, moment)) with { AsOf = moment, Score = await LastScoreAsync(moment, cancellationToken) };
    }

    /// <summary>Transactions, scores and interventions, newest first; null where the customer is unknown.</summary>
    /// <param name="before">Only what lies before this place; null for the end.</param>
    /// <param name="limit">At most so many of each kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CustomerHistory?> HistoryAsync(HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return _version == 0 ? null : new CustomerHistory
        {
            CustomerId = CustomerId,
            Transactions = await _services.Store.ReadTransactionsAsync(CustomerId, before, limit, cancellationToken),
            Scores = await _services.Store.ReadScoresAsync(CustomerId, before, limit, cancellationToken),
            Interventions = await _services.Store.ReadInterventionsAsync(CustomerId, before, limit, cancellationToken),
        };
    }

    private async ValueTask<ScorePoint?> LastScoreAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var page = await _services.Store.ReadScoresAsync(CustomerId, new HistoryCursor(moment, long.MaxValue), 1, cancellationToken);
        return page.Items is [var last] ? last : null;
    }

    private async ValueTask<T?> AskAsync<T>(Func<Customer, DateTimeOffset, T> answer, CancellationToken cancellationToken)
        where T : class
    {
        var customer = await LoadAsync(cancellationToken);
        return _version == 0 ? null : answer(customer, CustomerViews.MomentFor(customer, _services.Clock.Present));
    }
}
