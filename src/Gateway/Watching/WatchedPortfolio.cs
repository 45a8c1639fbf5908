using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>All customers at one moment, and where the risk of those most at risk comes from.</summary>
/// <param name="At">The moment.</param>
/// <param name="PastAt">The moment that the days before are counted back from: that one, or one shortly before it.</param>
/// <param name="Figures">How many stand where.</param>
/// <param name="Explained">By customer: of those at MEDIUM or above the most at risk.</param>
internal sealed record WatchedPortfolio(DateTimeOffset At, DateTimeOffset PastAt, PortfolioFigures Figures, IReadOnlyDictionary<string, ExplainedCustomer> Explained);
