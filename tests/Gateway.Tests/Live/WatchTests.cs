using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Live;

/// <summary>What a connection looks at changes while its subscription goes on.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const int Changes = 1000;

    private readonly MemoryService _service = new();
    private readonly ManualTime _time = new(MemoryService.Noon);
    private readonly OutreachFolder _outreach = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service, services =>
    {
        _outreach.AddTo(services);
        services.AddTime(_time);
    });

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _outreach.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_missing_and_nothing_comes_twice_while_what_is_looked_at_changes()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        var committing = CommitAsync();

        for (var i = 0; !committing.IsCompleted || i < 20; i++)
            await client.WatchAsync(i % 2 == 0 ? """{"transactions":true,"customer_ids":["c1"]}""" : "{}");
        await committing;

        await AssertWholeAsync(client);
    }

    [Fact]
    public async Task Nothing_is_missing_and_nothing_comes_twice_while_a_subscription_takes_the_place_of_another()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        var committing = CommitAsync();

        for (var i = 0; !committing.IsCompleted || i < 20; i++)
            await client.SubscribeAsync();
        await committing;

        await AssertWholeAsync(client);
    }

    [Fact]
    public async Task Transactions_are_looked_at_as_long_as_the_connection_says()
    {
        var feed = _gateway.Service<LiveFeed>();
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        List<int> watchers = [feed.Watchers];

        foreach (var watching in new[] { """{"transactions":true}""", """{"transactions":true,"customer_ids":["c1"]}""", """{"customer_ids":["c1"]}""" })
        {
            await client.WatchAsync(watching);
            watchers.Add(feed.Watchers);
        }

        Assert.Equal([0, 1, 1, 0], watchers);
        Assert.Equal(1, feed.Listeners);
    }

    [Fact]
    public async Task Who_looks_at_a_customer_hears_first_of_everything_and_then_of_what_changed()
    {
        _service.Add("c1");
        _service.Add("c2");
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        await client.WatchAsync("""{"customer_ids":["c1"]}""");

        var first = await TickAsync(client);
        _service.Level = RiskLevel.Critical;
        var scored = await TickAsync(client);
        await _gateway.PostAsync("/customer/c2/opt_out", """{"channels":["sms"],"source":"branch"}""");
        await _gateway.PostAsync("/customer/c1/opt_out", """{"channels":["sms"],"source":"branch"}""");
        var optedOut = await TickAsync(client);

        Assert.Equal([("c1", true, true), ("c1", true, false), ("c1", false, true)], [first, scored, optedOut]);
    }

    [Fact]
    public async Task A_second_connection_hears_of_everything_first_too()
    {
        _service.Add("c1");
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await using var other = await SignalRClient.ConnectAsync(_gateway.Address);
        foreach (var each in new[] { client, other })
        {
            await each.SubscribeAsync();
            await each.WatchAsync("""{"customer_ids":["c1"]}""");

            Assert.Equal(("c1", true, true), await TickAsync(each));
        }
    }

    [Fact]
    public async Task What_changed_while_a_customer_could_not_be_read_is_told_afterwards()
    {
        _service.Add("c1");
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        await client.WatchAsync("""{"customer_ids":["c1","c2"]}""");
        var first = new[] { await TickAsync(client), await TickAsync(client) };

        (_service.Refused, _service.Level) = ("c1", RiskLevel.High);
        _service.Add("c2");
        // One that is damaged keeps nobody from hearing of another.
        var known = await TickAsync(client);
        _service.Refused = null;

        Assert.Equal([("c1", true, true), ("c2", true, true)], first.Order());
        Assert.Equal(("c2", true, false), known);
        Assert.Equal(("c1", true, false), await TickAsync(client));
    }

    [Fact]
    public async Task What_was_told_of_contact_while_its_store_could_not_be_read_is_told_afterwards()
    {
        _service.Add("c1");
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        await client.WatchAsync("""{"customer_ids":["c1"]}""");
        var first = await TickAsync(client);

        await _gateway.PostAsync("/customer/c1/opt_out", """{"channels":["sms"],"source":"branch"}""");
        _outreach.Execute("ALTER TABLE outreach_ledgers RENAME TO away");
        _service.Level = RiskLevel.High;
        // What the other store has is told meanwhile.
        var scored = await TickAsync(client);
        _outreach.Execute("ALTER TABLE away RENAME TO outreach_ledgers");

        Assert.Equal([("c1", true, true), ("c1", true, false), ("c1", false, true)], [first, scored, await TickAsync(client)]);
    }

    [Fact]
    public async Task Nobody_is_looked_at_once_the_connection_is_gone()
    {
        var feed = _gateway.Service<LiveFeed>();
        await using (var client = await SignalRClient.ConnectAsync(_gateway.Address))
        {
            await client.SubscribeAsync();
            await client.WatchAsync("""{"transactions":true,"customer_ids":["c1"]}""");
            Assert.Equal([("c1", true)], feed.Watched.Take());
        }

        await Eventually.HoldsAsync(() => (feed.Watchers, feed.Watched.Take().Count) == (0, 0));
    }

    [Theory]
    [InlineData("7", "Watch takes one argument, an object")]
    [InlineData("", "Watch takes one argument, an object")]
    [InlineData("""{"levels":["HIGH"]}""", "levels is not a field of what is watched")]
    [InlineData("""{"transactions":1}""", "transactions must be true or false.")]
    [InlineData("""{"customer_ids":["a b"]}""", "customer_ids must hold ids")]
    [InlineData("""{"customer_ids":"c1"}""", "customer_ids must be a list of 1 to 50 ids.")]
    public async Task A_wrong_watch_is_told_what_is_wrong(string argument, string expected)
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();

        Assert.StartsWith(expected, await client.WatchAsync(argument), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_looks_before_there_is_a_subscription_is_told_to_subscribe()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        Assert.Equal("Subscribe comes first.", await client.WatchAsync("{}"));
    }

    // An intervention after each change of level, so that both are in order.
    private Task CommitAsync() => Task.Run(() =>
    {
        for (var i = 1; i <= Changes; i++)
        {
            _service.Commit(Sample.Change($"c{i}", RiskLevel.Low, RiskLevel.High));
            _service.Commit($"c{i}", RiskLevel.High);
        }
    }, TestContext.Current.CancellationToken);

    private static async Task AssertWholeAsync(SignalRClient client)
    {
        var (sequences, changed) = (new List<long>(), new List<string>());
        while (sequences.Count < Changes || changed.Count < Changes)
        {
            var (target, heard) = await client.NextAsync();
            if (target == "intervention")
                sequences.Add(heard.GetProperty("sequence").GetInt64());
            else if (target == "risk_changed")
                changed.Add(heard.GetProperty("customer_id").GetString()!);
        }

        Assert.Equal(Enumerable.Range(1, Changes).Select(i => (long)i), sequences);
        Assert.Equal(Enumerable.Range(1, Changes).Select(i => $"c{i}"), changed);
    }

    /// <summary>The next news of a customer, while looks go on.</summary>
    private async Task<(string CustomerId, bool Account, bool Contact)> TickAsync(SignalRClient client)
    {
        var next = client.NextAsync("customer");
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(CustomerTicker.Interval);
            return next.IsCompleted;
        });
        var heard = await next;
        return (heard.GetProperty("customer_id").GetString()!, heard.GetProperty("account").GetBoolean(), heard.GetProperty("contact").GetBoolean());
    }
}
