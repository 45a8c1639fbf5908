using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>All customers of one machine, held in memory as they were at one moment.</summary>
internal sealed class HeldPortfolio(IModelHistory history, IRiskService service, TimeProvider time) : IPortfolioWatch
{
    private readonly KeptAnswers<string, (Portfolio Portfolio, WatchedPortfolio Watched)> _latest = new(time, 1);

    public async Task<WatchedPortfolio> LookAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Watched;

    public async Task<FoundCustomers> FindAsync(CustomerConditions conditions, int skip, int limit, CancellationToken cancellationToken)
    {
        var (portfolio, watched) = await ReadAsync(cancellationToken);
        var found = conditions.Find(portfolio, watched.Explained);
        return new FoundCustomers(watched.At, found.Count, [.. found.Skip(skip).Take(limit)], watched.Explained);
    }

    private Task<(Portfolio Portfolio, WatchedPortfolio Watched)> ReadAsync(CancellationToken cancellationToken) => _latest.ReadAsync(
        "",
        async () =>
        {
            try
            {
                var portfolio = Portfolio.Read(history, service.Present, CancellationToken.None);
                var explained = await ExplainedCustomer.AllAsync(
                    [.. portfolio.Customers.Where(customer => customer.Latest.Level >= RiskLevel.Medium).Take(IPortfolioWatch.MostExplained)], service, CancellationToken.None);
                return (portfolio, new WatchedPortfolio(portfolio.At, portfolio.At, portfolio.Figures, explained));
            }
            catch (StoreException e)
            {
                throw new ServiceUnavailableException($"The store cannot be read now: {e.Message}", e);
            }
        },
        cancellationToken);
}
