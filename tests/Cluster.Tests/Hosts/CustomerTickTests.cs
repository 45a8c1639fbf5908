using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>Time comes to the host of a customer.</summary>
public sealed class CustomerTickTests : HostedLife
{
    [Fact]
    public async Task A_tick_judges_the_days_that_began_and_makes_quiet_until_the_next_local_day()
    {
        // Long enough to be compared with what training saw.
        List<Transaction> life = [.. Lives.Of(seed: 3, customers: 1, months: 13)];
        var id = life[0].CustomerId;
        var host = Cluster.NewHost(id);
        await host.IngestAsync(life, Stop);
        var tomorrow = DayAfter(life[^1]);
        Assert.Equal(tomorrow.ToUnixTimeMilliseconds(), Store.Stored(id).QuietUntilMs);

        await host.TickAsync(tomorrow.AddMinutes(5), Stop);

        Assert.Equal(tomorrow.AddDays(1).ToUnixTimeMilliseconds(), Store.Stored(id).QuietUntilMs);
        Replayed.IsAsStored(id, Store.Stored(id), Models.Nervous);
        Assert.NotEmpty(Store.ReadObservedDays(DateOnly.FromDateTime(tomorrow.Date)));
        var state = Store.Stored(id).State;
        await host.TickAsync(tomorrow.AddHours(20), Stop);
        Assert.Equal(state, Store.Stored(id).State);
    }

    [Fact]
    public async Task A_dormant_customer_is_quiet_for_ever_until_something_happens()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync([.. Life.SkipLast(1)], Stop);

        await host.TickAsync(Life[^1].Timestamp.AddDays(60), Stop);
        Assert.Equal(long.MaxValue, Store.Stored(Id).QuietUntilMs);

        await host.IngestAsync([Life[^1]], Stop);
        Assert.Equal(DayAfter(Life[^1]).ToUnixTimeMilliseconds(), Store.Stored(Id).QuietUntilMs);
    }

    [Fact]
    public async Task A_tick_that_changes_nothing_but_when_the_next_is_due_stores_that_and_no_state()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        await host.TickAsync(DayAfter(Life[^1]), Stop);
        Assert.True(Store.Stored(Id).Commits[^1].HasState);

        await host.TickAsync(Life[^1].Timestamp.AddDays(60), Stop);

        Assert.Equal((false, (long?)long.MaxValue), (Store.Stored(Id).Commits[^1].HasState, Store.Stored(Id).Commits[^1].QuietUntilMs));
        Assert.Equal(long.MaxValue, Store.Stored(Id).QuietUntilMs);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task A_tick_for_somebody_without_events_stores_nothing()
    {
        await Cluster.NewHost(Id).TickAsync(Life[0].Timestamp, Stop);

        Assert.Equal(StoredState.Unknown, await Store.LoadAsync(Id, Stop));
    }

    private static DateTimeOffset DayAfter(Transaction transaction) => new(transaction.Timestamp.Date.AddDays(1), transaction.Timestamp.Offset);
}
