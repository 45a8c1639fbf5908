using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>The whole portfolio as one process last heard of it. Any thread.</summary>
/// <param name="portfolio">The shards.</param>
/// <param name="store">For the totals.</param>
/// <param name="clock">Learns how far the stream is.</param>
/// <param name="time">For the rate.</param>
public sealed class PortfolioView(IPortfolio portfolio, IClusterStore store, ClusterClock clock, TimeProvider time)
{
    /// <summary>What a shard is asked for beyond its part of a list: customers are spread by a hash, so that few shards hold more.</summary>
    private const int Margin = 16;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RateWindow _rate = new(time);
    private volatile ShardFigures _figures = ShardFigures.Empty;
    private volatile ClusterTotals _totals = new(0, 0, 0, 0);
    private bool _isFirst = true;

    public ShardFigures Figures => _figures;

    public ClusterTotals Totals => _totals;

    /// <summary>Completes once this process has heard of all shards: before that it does not know how far a stream on its own time is.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Accepted per second over the last ten seconds, in the whole cluster.</summary>
    public double TransactionsPerSecond => _rate.PerSecond();

    /// <summary>Hears from the store, and what all shards said a moment ago: for those who look again and again.</summary>
    public Task FollowAsync(CancellationToken cancellationToken) => HearAsync(portfolio.ReadFiguresAsync, cancellationToken);

    /// <summary>Asks the store and every shard now: for those who cannot go by what was said a moment ago.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => HearAsync(
        async stop => await new GatheredFigures(shard => portfolio.ReadFiguresAsync(shard, stop).AsTask(), time).ReadAsync(), cancellationToken);

    /// <summary>Customers at or above a level by falling probability, then by id.</summary>
    public async Task<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken)
    {
        var lists = new IReadOnlyList<CustomerSummary>[Shards.Count];
        List<int> asked = [.. Enumerable.Range(0, Shards.Count)];
        for (var most = Math.Min(limit, (limit / Shards.Count) + Margin); ; most = (int)Math.Min(limit, 2L * most))
        {
            await Task.WhenAll(asked.Select(async shard => lists[shard] = await portfolio.ReadHighRiskAsync(shard, level, most, cancellationToken)));
            var all = HighRisk.Of(lists.SelectMany(list => list), limit);

            // Where even the last that a shard told of is in the list, so may be the next.
            var listed = all.Select(customer => customer.CustomerId).ToHashSet(StringComparer.Ordinal);
            asked = asked.FindAll(shard => lists[shard].Count == most && most < limit && listed.Contains(lists[shard][^1].CustomerId));
            if (asked.Count == 0)
                return all;
        }
    }

    private async Task HearAsync(Func<CancellationToken, ValueTask<ShardFigures>> read, CancellationToken cancellationToken)
    {
        var totals = await store.ReadTotalsAsync(cancellationToken);
        var figures = await read(cancellationToken);
        clock.Note(figures.LatestMs, figures.FrontMs);
        lock (_gate)
            Take(figures, totals);
        _begun.TrySetResult();
    }

    private void Take(ShardFigures figures, ClusterTotals totals)
    {
        // Who asked before and heard later has nothing new to say.
        if (totals.Transactions < _totals.Transactions)
            return;

        // What was there before this process looked for the first time was not accepted just now.
        if (!_isFirst)
            _rate.Add((int)Math.Min(totals.Transactions - _totals.Transactions, int.MaxValue));
        (_figures, _totals, _isFirst) = (figures, totals, false);
    }
}
