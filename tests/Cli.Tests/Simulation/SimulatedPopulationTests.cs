using PreDelinquency.Cli.Simulation;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Tests.Simulation;

public sealed class SimulatedPopulationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly SimulationOptions Options = new()
    {
        Gateway = new Uri("http://gateway/"),
        Rate = 1,
        Customers = 8,
        HistoryDays = 30,
        DistressShare = 0.5,
        Seed = 3,
    };

    [Fact]
    public void Every_transaction_is_valid_and_history_lies_before_the_present()
    {
        var population = Create();
        var history = population.History().ToList();
        var live = Enumerable.Range(0, 500).Select(i => population.Next(Now, i + 1, i / 500.0)).ToList();
        Assert.All(history.Concat(live), t => Assert.Null(TransactionRules.Violation(t, Now)));
        Assert.Equal(history.Count + live.Count, history.Concat(live).Select(t => t.TransactionId).Distinct().Count());
        Assert.All(history, t => Assert.InRange(t.Timestamp, Now.AddDays(-32), Now));
        Assert.All(live, t => Assert.InRange(t.Timestamp, Now, Now.AddSeconds(1)));
    }

    [Fact]
    public void Customer_and_moment_lead_back_to_the_transaction()
    {
        var population = Create();
        _ = population.History().Count();
        for (var i = 1; i <= 100; i++)
        {
            var transaction = population.Next(Now, i, 0);
            Assert.Equal(i, population.FindDue(transaction.CustomerId, transaction.Timestamp));
            Assert.Null(population.FindDue(transaction.CustomerId, transaction.Timestamp.AddMilliseconds(1000)));
        }

        Assert.Null(population.FindDue("somebody-else", Now));
    }

    [Fact]
    public void Distress_spreads_with_the_progress_of_the_run()
    {
        var population = Create();
        _ = population.History().Count();
        Assert.Empty(Borrowers(0));
        Assert.Equal(["simx-c000000", "simx-c000001"], Borrowers(0.5));
        Assert.Equal(["simx-c000000", "simx-c000001", "simx-c000002", "simx-c000003"], Borrowers(1));

        // No life of this seed takes a payday loan, but everybody in distress does.
        IEnumerable<string> Borrowers(double progress) => Enumerable.Range(1, 800)
            .Select(i => population.Next(Now, i, progress))
            .Where(t => t.Category == Category.PaydayLoan).Select(t => t.CustomerId).Distinct().Order();
    }

    private static SimulatedPopulation Create() => new(Options, "simx", new DateOnly(2026, 3, 10));
}
