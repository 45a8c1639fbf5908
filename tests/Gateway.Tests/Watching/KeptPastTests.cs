using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Watching;

namespace PreDelinquency.Gateway.Tests.Watching;

/// <summary>The past of the portfolio that was added up last; every test has customers of its own, as it keeps others.</summary>
public sealed class KeptPastTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = MemoryService.Noon;

    private readonly LivedCustomers _customers = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _customers.InitializeAsync();

    public ValueTask DisposeAsync() => _customers.DisposeAsync();

    [Fact]
    public async Task A_gateway_that_starts_does_not_wait_for_the_past_that_another_added_up()
    {
        var before = (await new StoredPortfolio(_customers.Store, _customers.Service, TimeProvider.System).LookAsync(Stop)).ToDocument(null, null);
        _customers.Service.Present = Now.AddHours(5);
        var slow = new SlowPast(_customers.Store);
        var starting = new StoredPortfolio(slow, _customers.Service, TimeProvider.System);

        var first = (await starting.LookAsync(Stop)).ToDocument(null, null);

        Assert.Equal(before.Trend.SkipLast(1).Select(day => day.At), first.Trend.SkipLast(1).Select(day => day.At));
        Assert.Equivalent(before.Trend.SkipLast(1), first.Trend.SkipLast(1), strict: true);
        Assert.Equal(Now.AddHours(5), first.Trend[^1].At);
        Assert.Equal(before.Customers, first.Customers);
        slow.Release.SetResult();
        await Eventually.HoldsAsync(async () => (await starting.LookAsync(Stop)).PastAt == Now.AddHours(5));
    }

    [Fact]
    public async Task A_past_of_long_ago_or_of_the_future_is_not_taken_for_that_of_now()
    {
        var looked = await _customers.Store.LookBackAsync(Now, Stop);

        var recalled = await _customers.Store.RecallAsync(Now.AddHours(6), Stop);
        Assert.Equal((Now, looked.Changes.Count), (recalled!.At, recalled.Changes.Count));
        Assert.Equal(looked.Changes.ToHashSet(), recalled.Changes.ToHashSet());
        Assert.Null(await _customers.Store.RecallAsync(Now.AddHours(6).AddSeconds(1), Stop));
        Assert.Null(await _customers.Store.RecallAsync(Now.AddSeconds(-1), Stop));

        await _customers.Store.LookBackAsync(Now.AddDays(-1), Stop);
        Assert.Equal(Now.AddDays(-1), (await _customers.Store.RecallAsync(Now.AddDays(-1), Stop))!.At);
    }
}
