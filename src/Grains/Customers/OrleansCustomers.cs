using Orleans.Runtime.Placement;
using PreDelinquency.Cluster;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Customers;

/// <summary>The customers, each in its grain.</summary>
/// <param name="grains">Finds them.</param>
/// <param name="calls">Makes the calls.</param>
/// <param name="near">The silo that customers are to live in whose transactions come in here; null where that is indifferent.</param>
internal sealed class OrleansCustomers(IGrainFactory grains, RepeatedCalls calls, SiloAddress? near = null) : ICustomers
{
    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(string customerId, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var batch = new TransactionBatch([.. transactions]);

        // Ends with this method.
        if (near is not null)
            RequestContext.Set(IPlacementDirector.PlacementHintKey, near);
        return (await calls.MakeAsync(() => Grain(customerId).IngestAsync(batch), cancellationToken)).Outcomes;
    }

    public ValueTask TickAsync(string customerId, DateTimeOffset now, CancellationToken cancellationToken) =>
        calls.MakeAsync(() => Grain(customerId).TickAsync(now), cancellationToken);

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(customerId, grain => grain.AssessAsync(), cancellationToken);

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) =>
        AskAsync(customerId, grain => grain.AssumeAsync(assumption), cancellationToken);

    public ValueTask<CustomerView?> ViewAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(customerId, grain => grain.ViewAsync(), cancellationToken);

    public ValueTask<PastFeatures?> FeaturesAsync(string customerId, PastMoment? past, CancellationToken cancellationToken) =>
        AskAsync(customerId, grain => past?.Day is { } day ? grain.FeaturesOfDayAsync(day) : grain.FeaturesAsync(past?.Moment), cancellationToken);

    public ValueTask<CustomerHistory?> HistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        AskAsync(customerId, grain => grain.HistoryAsync(new HistoryQuery(before, limit)), cancellationToken);

    public ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken) =>
        calls.MakeAsync(() => Grain(customerId).PutProfileAsync(profile), cancellationToken);

    public async ValueTask<bool> NoteMissedPaymentsAsync(string customerId, IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken) =>
        TransactionRules.IsCustomerId(customerId)
        && await calls.MakeAsync(() => Grain(customerId).NoteMissedPaymentsAsync(new MissedPaymentBatch([.. payments])), cancellationToken);

    /// <summary>Who asks for what no customer can be called is told as of any unknown one.</summary>
    private ValueTask<T?> AskAsync<T>(string customerId, Func<ICustomerGrain, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        TransactionRules.IsCustomerId(customerId) ? calls.MakeAsync(() => ask(Grain(customerId)), cancellationToken) : default;

    private ICustomerGrain Grain(string customerId) => grains.GetGrain<ICustomerGrain>(customerId);
}
