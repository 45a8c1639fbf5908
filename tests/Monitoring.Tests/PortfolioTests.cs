using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Monitoring.Tests;

public sealed class PortfolioTests
{
    private static readonly DateTimeOffset Now = WatchedStore.Now;

    private readonly WatchedStore _watched = new();

    [Fact]
    public void A_score_stands_until_the_next_one()
    {
        Score(1, Now.AddDays(-10), 0.05, RiskLevel.Low);
        Score(1, Now.AddDays(-2), 0.3, RiskLevel.Medium);
        Score(1, Now.AddHours(-3), 0.9, RiskLevel.Critical);

        var customer = Assert.Single(Read().Customers);

        Assert.Equal((0.9, 0.3, 0.05), (customer.Latest.Probability, customer.DayAgo!.Value.Probability, customer.WeekAgo!.Value.Probability));
        Assert.Equal((RiskLevel.Critical, RiskLevel.Medium, RiskLevel.Low), (customer.Latest.Level, customer.DayAgo!.Value.Level, customer.WeekAgo!.Value.Level));
    }

    [Fact]
    public void What_was_recorded_exactly_a_day_ago_stood_a_day_ago()
    {
        Score(1, Now.AddDays(-1), 0.3, RiskLevel.Medium);
        Score(2, Now.AddDays(-1).AddMilliseconds(1), 0.3, RiskLevel.Medium);

        var customers = Read().Customers.ToDictionary(c => c.CustomerId);

        Assert.NotNull(customers["c1"].DayAgo);
        Assert.Null(customers["c2"].DayAgo);
    }

    [Fact]
    public void Every_customer_counts_once_at_each_moment_from_the_first_score_on()
    {
        Score(1, Now.AddDays(-95), 0.1, RiskLevel.Low);
        for (var day = 90; day > 0; day -= 3)
            Score(1, Now.AddDays(-day), day / 100.0, day % 2 == 0 ? RiskLevel.Medium : RiskLevel.High);
        Score(2, Now.AddDays(-30), 0.7, RiskLevel.Critical);

        var trend = Read().Figures.Trend(null, null);

        Assert.Equal(IStandings.Days + 1, trend.Count);
        for (var ago = 0; ago <= IStandings.Days; ago++)
            Assert.Equal(ago <= 30 ? 2 : 1, trend[ago].Customers);
        Assert.Equal((1, 0, 1), (trend[0].Of(RiskLevel.High), trend[0].Of(RiskLevel.Medium), trend[0].Of(RiskLevel.Critical)));
        Assert.Equal((0.03 + 0.7) / 2, trend[0].AverageRisk, 9);
    }

    [Fact]
    public void A_history_that_was_loaded_later_changes_nothing_of_the_present()
    {
        Score(1, Now.AddDays(-1), 0.8, RiskLevel.Critical);
        Score(1, Now.AddDays(-20), 0.1, RiskLevel.Low);

        Assert.Equal(0.8, Assert.Single(Read().Customers).Latest.Probability);
    }

    [Fact]
    public void Segments_and_regions_add_up_to_all()
    {
        for (var i = 1; i <= 12; i++)
        {
            var profile = i == 12 ? null : new CustomerProfile { Name = $"n{i}", Segment = i % 2 == 0 ? "mass" : "young", Region = i % 3 == 0 ? "north" : "south" };
            Score(i, Now.AddDays(-i), i / 20.0, i > 6 ? RiskLevel.High : RiskLevel.Low);
            if (profile is not null)
                _watched.Commit(unit => unit.Profiles.Add(new ProfileEntry(i, profile)));
        }

        var portfolio = Read();

        Assert.Equal(5, portfolio.Figures.Trend("mass", null)[0].Customers);
        Assert.Equal(6, portfolio.Figures.Trend("young", null)[0].Customers);
        Assert.Equal((1, 4), (portfolio.Figures.Trend("mass", "north")[0].Customers, portfolio.Figures.Trend("mass", "south")[0].Customers));
        Assert.Equal(12, portfolio.Figures.Trend(null, null)[0].Customers);
        Assert.Equal("n11", portfolio.Customers.Single(c => c.CustomerId == "c11").Name);
    }

    [Fact]
    public void Customers_come_by_falling_score()
    {
        foreach (var (customer, probability) in new[] { (1, 0.2), (2, 0.9), (3, 0.2), (4, 0.5) })
            Score(customer, Now.AddDays(-1), probability, RiskLevel.Low);

        Assert.Equal(["c2", "c4", "c1", "c3"], Read().Customers.Select(c => c.CustomerId));
    }

    private Portfolio Read() => Portfolio.Read(_watched.Store, Now, TestContext.Current.CancellationToken);

    private void Score(int customer, DateTimeOffset at, double probability, RiskLevel level) => _watched.Commit(unit =>
    {
        if (_watched.Store.ReadCustomerIds().All(c => c.No != customer))
            unit.NewCustomers.Add(new NewCustomer(customer, $"c{customer}"));
        unit.Scores.Add(new ScoreEntry(customer, new ScorePoint(at, probability, level)));
    });
}
