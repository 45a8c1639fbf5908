using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests;

/// <summary>The worst customers of all shards, from what each shard lists.</summary>
public sealed class HighRiskListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(11_001)]
    [InlineData(100_000)]
    public async Task It_is_that_of_all_customers_whichever_shards_they_are_in_and_shards_tell_little_more_than_it_holds(int limit)
    {
        // All of shard 7 is worse than all others, and of shard 8 there are fewer than anybody asks for.
        var shards = Enumerable.Range(0, Shards.Count).Select(shard => Customers(shard, shard switch { 7 => 3000, 8 => 3, _ => 1000 }, shard == 7 ? 1 : 0.5)).ToList();
        var portfolio = new ListedPortfolio(shards);
        var view = new PortfolioView(portfolio, new MemoryClusterStore(), new ClusterClock(ClockKind.Wall, TimeProvider.System, TimeSpan.FromDays(3)), TimeProvider.System);

        var worst = await view.ReadHighRiskAsync(RiskLevel.Low, limit, TestContext.Current.CancellationToken);

        Assert.Equal(shards.SelectMany(list => list).OrderByDescending(c => c.Probability).ThenBy(c => c.CustomerId, StringComparer.Ordinal).Take(limit).Select(c => c.CustomerId), worst.Select(c => c.CustomerId));
        Assert.InRange(portfolio.Told, Math.Min(limit, 3), (4 * limit) + (32 * Shards.Count));
    }

    private static List<CustomerSummary> Customers(int shard, int count, double most) =>
        [.. Enumerable.Range(0, count).Select(i => new CustomerSummary($"c{shard}-{i}", most - (i * 1e-4) - (shard * 1e-7), RiskLevel.Critical, default, DateTimeOffset.UnixEpoch))];

    private sealed class ListedPortfolio(List<List<CustomerSummary>> shards) : IPortfolio
    {
        private int _told;

        public int Told => _told;

        public ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken)
        {
            List<CustomerSummary> list = [.. shards[shard].Take(limit)];
            Interlocked.Add(ref _told, list.Count);
            return new(list);
        }

        public ValueTask ReportAsync(int shard, IReadOnlyList<ListedCustomer> customers, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ShardFigures> ReadFiguresAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ShardFigures> ReadFiguresAsync(int shard, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
