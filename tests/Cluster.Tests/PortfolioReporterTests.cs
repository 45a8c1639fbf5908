using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

public sealed class PortfolioReporterTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LocalCluster _cluster = new(Models.Nervous);

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_latest_of_a_customer_is_told_whatever_the_order()
    {
        _cluster.Reporter.Note(Customer("a", 2, RiskLevel.High));
        _cluster.Reporter.Note(Customer("a", 3, RiskLevel.Critical));
        _cluster.Reporter.Note(Customer("a", 1, RiskLevel.Low));
        Assert.Equal(1, _cluster.Reporter.Waiting);

        await _cluster.Reporter.FlushAsync(Stop);

        Assert.Equal(0, _cluster.Reporter.Waiting);
        await _cluster.View.RefreshAsync(Stop);
        Assert.Equal((1, 1), (_cluster.View.Figures.Sums.Customers, _cluster.View.Figures.Sums.Critical));
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(StoreException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task What_a_shard_could_not_be_told_is_told_again_and_the_other_shards_hear_at_once(Type failure)
    {
        var deaf = Shards.Of("a");
        var other = Enumerable.Range(0, 100).Select(i => $"b{i}").First(id => Shards.Of(id) != deaf);
        _cluster.BeforeRollUp = shard =>
        {
            if (shard == deaf)
                throw (Exception)Activator.CreateInstance(failure)!;
        };
        _cluster.Reporter.Note(Customer("a", 1, RiskLevel.High));
        _cluster.Reporter.Note(Customer(other, 1, RiskLevel.High));

        await _cluster.Reporter.FlushAsync(Stop);
        Assert.Equal(1, _cluster.Reporter.Waiting);
        Assert.Single(await _cluster.ReadHighRiskAsync(Shards.Of(other), RiskLevel.High, 10, Stop));

        _cluster.BeforeRollUp = static _ => { };
        await _cluster.Reporter.FlushAsync(Stop);
        Assert.Equal(0, _cluster.Reporter.Waiting);
        Assert.Equal(["a"], (await _cluster.ReadHighRiskAsync(deaf, RiskLevel.High, 10, Stop)).Select(c => c.CustomerId));
    }

    [Fact]
    public async Task A_shard_that_does_not_answer_keeps_no_other_from_hearing_and_is_not_called_again_meanwhile()
    {
        var portfolio = new SilentPortfolio(Shards.Of("a"));
        var reporter = new PortfolioReporter(portfolio, NullLogger<PortfolioReporter>.Instance);
        var other = Enumerable.Range(0, 100).Select(i => $"b{i}").First(id => Shards.Of(id) != Shards.Of("a"));
        reporter.Note(Customer("a", 1, RiskLevel.Low));
        reporter.Tell(Stop);

        reporter.Note(Customer("a", 2, RiskLevel.High));
        reporter.Note(Customer(other, 1, RiskLevel.High));
        reporter.Tell(Stop);

        Assert.Equal([("a", 1L), (other, 1L)], portfolio.Told.Select(c => (c.CustomerId, c.Version)));
        Assert.Equal(1, reporter.Waiting);
        portfolio.Answer.SetResult();
        await reporter.FlushAsync(Stop);
        Assert.Equal([("a", 1L), (other, 1L), ("a", 2L)], portfolio.Told.Select(c => (c.CustomerId, c.Version)));
    }

    [Fact]
    public async Task What_is_told_again_does_not_replace_what_came_meanwhile()
    {
        _cluster.BeforeRollUp = _ =>
        {
            _cluster.BeforeRollUp = static _ => { };
            _cluster.Reporter.Note(Customer("a", 2, RiskLevel.Critical));
            throw new TimeoutException();
        };
        _cluster.Reporter.Note(Customer("a", 1, RiskLevel.Low));

        await _cluster.Reporter.FlushAsync(Stop);
        await _cluster.Reporter.FlushAsync(Stop);

        Assert.Equal(["a"], (await _cluster.ReadHighRiskAsync(Shards.Of("a"), RiskLevel.Critical, 10, Stop)).Select(c => c.CustomerId));
    }

    [Fact]
    public async Task A_flush_that_is_ended_keeps_what_it_had_not_told()
    {
        using var ended = new CancellationTokenSource();
        _cluster.BeforeRollUp = _ =>
        {
            ended.Cancel();
            ended.Token.ThrowIfCancellationRequested();
        };
        _cluster.Reporter.Note(Customer("a", 1, RiskLevel.High));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cluster.Reporter.FlushAsync(ended.Token));

        Assert.Equal(1, _cluster.Reporter.Waiting);
    }

    /// <summary>Hears everything, and of one shard answers only when it is let.</summary>
    private sealed class SilentPortfolio(int silent) : IPortfolio
    {
        public TaskCompletionSource Answer { get; } = new();

        public List<ListedCustomer> Told { get; } = [];

        public async ValueTask ReportAsync(int shard, IReadOnlyList<ListedCustomer> customers, CancellationToken cancellationToken)
        {
            Told.AddRange(customers);
            if (shard == silent)
                await Answer.Task.WaitAsync(cancellationToken);
        }

        public ValueTask<ShardFigures> ReadFiguresAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ShardFigures> ReadFiguresAsync(int shard, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private static ListedCustomer Customer(string id, long version, RiskLevel level) =>
        new(id, version, new StateSummary(0.1, level, Maturity.Established, Noon));
}
