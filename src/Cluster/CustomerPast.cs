using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster;

/// <summary>
/// Questions about one customer's past. They take what was committed and nothing of what a host holds, so that they may be asked
/// while a call of the customer is under way, and what it sends need not wait for somebody's long look back. Any number at once.
/// </summary>
/// <param name="customerId">The customer.</param>
/// <param name="services">What all hosts of the process share.</param>
public sealed class CustomerPast(string customerId, HostServices services)
{
    /// <summary>The features at a past moment, or the end of a day; null where the customer is unknown. See <see cref="IRiskService.GetFeaturesAsync"/>.</summary>
    public async ValueTask<PastFeatures?> FeaturesAsync(PastMoment past, CancellationToken cancellationToken)
    {
        if (!await IsKnownAsync(cancellationToken))
            return null;
        var (customer, model, effects) = (new Customer(customerId), services.Models.Current.Champion, new CustomerEffects());
        await foreach (var transaction in services.Store.ReadTransactionsAsync(customerId, cancellationToken))
        {
            if (past.IsBefore(transaction))
                break;
            if (Told(() => customer.Apply(transaction, model, effects)) != Applied.Accepted)
                throw Damaged($"{transaction.TransactionId} does not follow from what is before it.");

            // What followed was committed back then.
            effects.Clear();
        }

        var moment = past.Of(customer);
        return Told(() => CustomerViews.Features(customer, CustomerViews.MomentFor(customer, moment))) with { AsOf = moment, Score = await LastScoreAsync(moment, cancellationToken) };
    }

    /// <summary>Transactions, scores and interventions, newest first; null where the customer is unknown.</summary>
    /// <param name="before">Only what lies before this place; null for the end.</param>
    /// <param name="limit">At most so many of each kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CustomerHistory?> HistoryAsync(HistoryCursor? before, int limit, CancellationToken cancellationToken) => !await IsKnownAsync(cancellationToken) ? null : new CustomerHistory
    {
        CustomerId = customerId,
        Transactions = await services.Store.ReadTransactionsAsync(customerId, before, limit, cancellationToken),
        Scores = await services.Store.ReadScoresAsync(customerId, before, limit, cancellationToken),
        Interventions = await services.Store.ReadInterventionsAsync(customerId, before, limit, cancellationToken),
    };

    /// <summary>The score that was recorded last at a moment; null where none was.</summary>
    public async ValueTask<ScorePoint?> LastScoreAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var page = await services.Store.ReadScoresAsync(customerId, new HistoryCursor(moment, long.MaxValue), 1, cancellationToken);
        return page.Items is [var last] ? last : null;
    }

    private T Told<T>(Func<T> live)
    {
        try
        {
            return CustomerDamage.Told(live);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    private ServiceUnavailableException Damaged(string how, Exception? cause = null) =>
        new($"The log of customer {customerId} is damaged: {how}", cause) { IsPermanent = true, CustomerId = customerId };

    private async ValueTask<bool> IsKnownAsync(CancellationToken cancellationToken) => (await services.Store.LoadAsync(customerId, cancellationToken)).Version > 0;
}
