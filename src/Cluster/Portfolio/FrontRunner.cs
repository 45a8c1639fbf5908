using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>A customer that has come far in a stream on its own time.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Ms">Its latest event in Unix milliseconds.</param>
public readonly record struct FrontRunner(string CustomerId, long Ms)
{
    /// <summary>Customers that must have reached a moment for it to count.</summary>
    public const int Most = StreamFront.Witnesses;
}
