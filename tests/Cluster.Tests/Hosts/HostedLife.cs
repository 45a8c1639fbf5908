using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>What tests of the host of one customer have in common: a life, and a cluster to live it in.</summary>
public abstract class HostedLife
{
    internal static readonly IReadOnlyList<Transaction> Life = Lives.OfOne;
    internal static readonly string Id = Life[0].CustomerId;

    private protected HostedLife()
    {
    }

    internal LocalCluster Cluster { get; } = new(Models.Nervous);

    internal MemoryClusterStore Store => Cluster.Store;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;
}
