using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>Hears of what this process made durable, customer by customer. Must not block and must not throw.</summary>
public interface ICommitObserver
{
    /// <param name="customer">As it is stored now.</param>
    /// <param name="effects">What of it is news; empty where nothing is.</param>
    void OnCommitted(ListedCustomer customer, CommittedEffects effects);
}
