using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Internal;

/// <summary>
/// Many customers as the store has them, for lists: what was acknowledged is stored, so that nobody need be woken for it, nor kept
/// in memory afterwards.
/// </summary>
internal sealed class StoredCustomers(IClusterStore store, ServingModels models, ClusterClock clock)
{
    /// <summary>States that are held at once.</summary>
    private const int AtOnce = 256;

    /// <summary>Scores and explains as of now, in order.</summary>
    /// <returns>Of each whether its state could be read; where it could, an assessment, or null where the customer is unknown.</returns>
    public async ValueTask<IReadOnlyList<(bool IsRead, RiskAssessment? Assessment)>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken)
    {
        var all = new List<(bool, RiskAssessment?)>(customerIds.Count);
        foreach (var ids in customerIds.Chunk(AtOnce))
        {
            var states = await store.LoadAsync(ids, cancellationToken);
            all.AddRange(ids.Zip(states, Assess));
        }

        return all;
    }

    private (bool, RiskAssessment?) Assess(string customerId, StoredState stored)
    {
        if (stored.Version == 0)
            return (true, null);
        if (stored.State is { Span: [> Customer.StateVersion, ..] } || stored.IsProfileOfLaterVersion || stored.ProfileDamage is not null)
            return (false, null);
        try
        {
            var customer = stored.State is { } state ? Customer.Read(customerId, state.Span) : new Customer(customerId);
            return (true, customer.Assess(CustomerViews.MomentFor(customer, clock.Present), models.Current));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Its host makes it anew from its log, or says why it cannot.
            return (false, null);
        }
    }
}
