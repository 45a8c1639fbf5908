using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

public sealed class PartOfCustomersTests
{
    private const int Customers = 41;

    private readonly WatchedStore _watched = new();

    public PartOfCustomersTests()
    {
        var day = WatchedStore.Today.DayNumber - 70;
        for (var customer = 1; customer <= Customers; customer++)
        {
            _watched.Score(customer, day, customer / 50.0);
            _watched.Missed(customer, day + 20);
            _watched.Intervene(customer, day);
            _watched.Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = "north" })));
        }
    }

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(41, 1)]
    [InlineData(40, 2)]
    [InlineData(20, 2)]
    [InlineData(19, 4)]
    [InlineData(1, 32)]
    public void Of_more_customers_than_are_held_every_second_or_fourth_is_looked_at(int most, int step)
    {
        var expected = Enumerable.Range(1, Customers).Where(no => no % step == 0).ToList();

        var part = PartOfCustomers.Of(_watched.Store, most);

        Assert.True(expected.Count <= most);
        Assert.Equal(expected, part.ReadCustomerIds().Select(c => c.No));
        Assert.Equal(expected, part.ReadScorePoints(DateTimeOffset.MinValue).Select(s => s.CustomerNo).Distinct().Order());
        Assert.Equal(expected, part.ReadMissedPayments(DateOnly.MinValue).Select(m => m.CustomerNo).Order());
        Assert.Equal(expected, part.ReadInterventions(DateTimeOffset.MinValue).Select(i => i.CustomerNo).Order());
        Assert.Equal(expected, part.ReadProfiles().Select(p => p.CustomerNo).Order());
    }

    [Fact]
    public void Figures_of_a_part_are_those_of_its_customers_and_what_was_told_is_counted_of_all()
    {
        var (all, part) = (Examine(Customers), Examine(20));

        Assert.Equal((Customers, 20), (FiguresOf(all).Customers, FiguresOf(part).Customers));
        Assert.Equal(Enumerable.Range(1, 20).Average(i => 2 * i / 50.0), FiguresOf(part).MeanProbability, 12);
        Assert.Equal((Customers, Customers), (all.Performance.MissedPayments, part.Performance.MissedPayments));
        Assert.Equal([20], part.Fairness.Attributes.Single(a => a.Attribute == "region").Groups.Select(g => g.Customers));

        Examination Examine(int most) => Examination.Of(_watched.Store, WatchedStore.Champion, WatchedStore.Now, _watched.Options with { MostCustomers = most }, TestContext.Current.CancellationToken);

        static PerformanceFigures FiguresOf(Examination examination) => examination.Performance.Models.Single(m => m.ModelVersion == WatchedStore.Champion.Version).Estimated;
    }
}
