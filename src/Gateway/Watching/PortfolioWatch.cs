using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>
/// Looks at all customers when somebody asks, at most every second and so seldom that looking takes a tenth of the time; in
/// between, the same answer stands.
/// </summary>
internal sealed class PortfolioWatch(IModelHistory history, IRiskService service, TimeProvider time) : IDisposable
{
    /// <summary>How many customers are explained.</summary>
    public const int MostExplained = 500;

    private const int Share = 10;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private WatchedPortfolio? _latest;
    private long _lookedAt;
    private TimeSpan _took;

    /// <summary>The customers as they are, or were a moment ago.</summary>
    /// <exception cref="ServiceUnavailableException">The store cannot be read now.</exception>
    public async Task<WatchedPortfolio> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_latest is not null && time.GetElapsedTime(_lookedAt) < Freshness + (_took * Share))
                return _latest;
            var began = time.GetTimestamp();
            var portfolio = await Task.Run(() => Portfolio.Read(history, service.Present, cancellationToken), cancellationToken);
            _latest = new WatchedPortfolio(portfolio, await ExplainAsync(portfolio, cancellationToken));
            (_lookedAt, _took) = (time.GetTimestamp(), time.GetElapsedTime(began));
            return _latest;
        }
        catch (StoreException e)
        {
            throw new ServiceUnavailableException($"The store cannot be read now: {e.Message}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Dictionary<string, ExplainedCustomer>> ExplainAsync(Portfolio portfolio, CancellationToken cancellationToken)
    {
        string[] ids = [.. portfolio.Customers.Where(c => c.Latest.Level >= RiskLevel.Medium).Take(MostExplained).Select(c => c.CustomerId)];
        var explained = new Dictionary<string, ExplainedCustomer>(StringComparer.Ordinal);
        if (ids is [])
            return explained;
        var answers = await service.AssessAsync(ids, cancellationToken);
        foreach (var (id, answer) in ids.Zip(answers))
        {
            if (answer.Assessment is { } assessment)
                explained.Add(id, ExplainedCustomer.Of(assessment));
        }

        return explained;
    }
}
