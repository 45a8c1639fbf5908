using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// Forgets customers (GDPR art. 17): what outreach knows of them, and the profile with name and addresses. Transactions, scores and
/// proposals are the bank's books, and stay.
/// </summary>
public sealed class CustomerErasure(IOutreachStore store, IRiskService service)
{
    /// <summary>Once it returns, all of it is gone; made again after a failure half-way, it ends what was begun.</summary>
    /// <returns>False where neither the engine nor outreach knows the customer.</returns>
    /// <exception cref="Engine.Ports.StoreException">The store does not work now.</exception>
    /// <exception cref="ServiceUnavailableException">The engine does not work now.</exception>
    public async ValueTask<bool> EraseAsync(string customerId, string by, ErasureReason reason, CancellationToken cancellationToken)
    {
        var view = await service.GetCustomerAsync(customerId, cancellationToken);
        if (view is null && (await store.LoadAsync(customerId, cancellationToken)).Version == 0)
            return false;
        await store.EraseAsync(new ErasureOrder(customerId, by, reason, service.Present.ToUniversalTime()), cancellationToken);
        if (view?.Profile is not null)
            await service.PutProfileAsync(customerId, new CustomerProfile(), cancellationToken);
        return true;
    }
}
