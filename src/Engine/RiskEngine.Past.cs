using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine;

/// <content>Features at a past moment: a replay of what the log holds of one customer up to then.</content>
public sealed partial class RiskEngine
{
    public async ValueTask<PastFeatures?> GetFeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } past)
            return await PresentFeaturesAsync(customerId, cancellationToken);
        var no = await AskAsync(_core.HomeOf(customerId), p => p.Directory.Find(customerId)?.No ?? 0, cancellationToken);
        if (no == 0)
            return null;
        try
        {
            // Off the caller's thread, as a long history takes a while.
            var customer = await Task.Run(() => Replayed(customerId, no, past, cancellationToken), cancellationToken);
            var moment = past.Of(customer);
            return CustomerViews.Features(customer, CustomerViews.MomentFor(customer, moment)) with { AsOf = moment, Score = await LastScoreAsync(no, moment, cancellationToken) };
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }

    private async ValueTask<PastFeatures?> PresentFeaturesAsync(string customerId, CancellationToken cancellationToken)
    {
        var no = 0;
        var present = await AskAsync(
            customerId,
            (customer, now) =>
            {
                no = _core.Partitions[_core.HomeOf(customerId)].Directory.Find(customerId)!.No;
                return CustomerViews.Features(customer, now);
            },
            cancellationToken);
        try
        {
            return present is null ? null : present with { Score = await LastScoreAsync(no, present.AsOf, cancellationToken) };
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }

    private Customer Replayed(string customerId, int no, PastMoment past, CancellationToken cancellationToken)
    {
        var (customer, model, effects) = (new Customer(customerId), _core.Serving.Champion, new CustomerEffects());
        foreach (var transaction in _core.Store.ReadTransactions(no))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (past.IsBefore(transaction))
                break;
            if (customer.Apply(transaction, model, effects) != Applied.Accepted)
                throw new ServiceUnavailableException($"The log of customer {customerId} is damaged: {transaction.TransactionId} does not follow from what is before it.") { IsPermanent = true, CustomerId = customerId };

            // What followed was committed back then.
            effects.Clear();
        }

        return customer;
    }

    private async ValueTask<ScorePoint?> LastScoreAsync(int no, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var page = await _core.Store.ReadScoresAsync(no, new HistoryCursor(moment, long.MaxValue), 1, cancellationToken);
        return page.Items is [var last] ? last : null;
    }
}
