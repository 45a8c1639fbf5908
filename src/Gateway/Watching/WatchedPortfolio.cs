using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>All customers at one moment, and where the risk of those most at risk comes from.</summary>
/// <param name="Portfolio">The customers.</param>
/// <param name="Explained">By customer: of those at MEDIUM or above the most at risk.</param>
internal sealed record WatchedPortfolio(Portfolio Portfolio, IReadOnlyDictionary<string, ExplainedCustomer> Explained);
