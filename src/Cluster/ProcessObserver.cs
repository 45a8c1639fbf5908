using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>Tells the roll-ups and the gateways of what the hosts of this process made durable.</summary>
public sealed class ProcessObserver(PortfolioReporter portfolio, EffectsSender sender) : ICommitObserver
{
    public void OnCommitted(ListedCustomer customer, CommittedEffects effects)
    {
        portfolio.Note(customer);
        sender.Note(effects);
    }
}
