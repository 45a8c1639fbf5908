using System.Net.WebSockets;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Live;

public sealed class RiskHubTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private readonly ManualTime _time = new(MemoryService.Noon);
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service, services => services.AddTime(_time));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Without_a_sequence_only_what_comes_is_sent()
    {
        _service.Commit("c1", RiskLevel.High);
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        var (answer, _) = await client.SubscribeAsync();
        _service.Commit("c2", RiskLevel.Critical);

        var intervention = await client.NextAsync("intervention");

        Assert.Equal(1, answer.GetProperty("after_sequence").GetInt64());
        Assert.Equal(2, intervention.GetProperty("sequence").GetInt64());
        Assert.Equal("CRITICAL", intervention.GetProperty("risk_level").GetString());
        Assert.Equal("We can move your due date.", intervention.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"arguments":[],"invocationId":"0","target":"Subscribe","type":1}""")]
    [InlineData("""{"arguments":[null],"invocationId":"0","target":"subscribe","type":1}""")]
    public async Task Without_an_argument_everything_that_comes_is_sent(string asJavaScriptCalls)
    {
        _service.Commit("c1", RiskLevel.High);
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        var (answer, error) = await client.CallAsync(asJavaScriptCalls);
        _service.Commit("c2", RiskLevel.Medium);
        _service.Commit("c1", RiskLevel.Critical);

        Assert.Null(error);
        Assert.Equal(1, answer.GetProperty("after_sequence").GetInt64());
        Assert.Equal([2, 3], await client.NextSequencesAsync(2));
    }

    [Fact]
    public async Task What_was_missed_comes_first_then_what_happens_none_twice_and_none_missing()
    {
        for (var i = 0; i < 700; i++)
            _service.Store("c1", RiskLevel.High);
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"after_sequence":100}""");
        var committing = Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
                _service.Commit("c2", RiskLevel.High);
        });

        var sequences = await client.NextSequencesAsync(900);

        await committing;
        Assert.Equal(Enumerable.Range(101, 900).Select(i => (long)i), sequences);
    }

    [Fact]
    public async Task A_gateway_that_stops_takes_leave_of_its_clients_and_says_that_they_may_come_back()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();

        var stopped = _gateway.StopAsync();

        Assert.Equal((true, WebSocketCloseStatus.NormalClosure), await client.LeaveAsync());
        await stopped;
    }

    [Fact]
    public async Task A_client_goes_on_where_it_was_after_the_server_was_restarted()
    {
        long last;
        await using (var client = await SignalRClient.ConnectAsync(_gateway.Address))
        {
            await client.SubscribeAsync("""{"after_sequence":0}""");
            _service.Commit("c1", RiskLevel.High);
            _service.Commit("c1", RiskLevel.High);
            last = (await client.NextSequencesAsync(2))[^1];
        }

        await _gateway.DisposeAsync();
        _service.Store("c1", RiskLevel.High);
        _gateway = await RunningGateway.StartAsync(_service);
        await using var again = await SignalRClient.ConnectAsync(_gateway.Address);
        await again.SubscribeAsync($$"""{"after_sequence":{{last}}}""");
        _service.Commit("c1", RiskLevel.High);

        Assert.Equal([3, 4], await again.NextSequencesAsync(2));
    }

    [Fact]
    public async Task What_was_committed_while_the_gateway_began_to_listen_is_found_in_the_store()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"after_sequence":0}""");

        _service.Store("c1", RiskLevel.High);
        _service.Commit("c1", RiskLevel.High);

        Assert.Equal([1, 2], await client.NextSequencesAsync(2));
    }

    [Fact]
    public async Task Only_the_levels_and_customers_asked_for_are_sent()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"levels":["high","CRITICAL"],"customer_ids":["c1","c2"]}""");

        _service.Commit("c1", RiskLevel.Medium);
        _service.Commit("c3", RiskLevel.High);
        _service.Commit("c2", RiskLevel.High);
        _service.Commit("c1", RiskLevel.Critical);

        Assert.Equal([3, 4], await client.NextSequencesAsync(2));
    }

    [Fact]
    public async Task Changes_of_level_are_sent_where_they_begin_or_end_at_a_level_asked_for()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"levels":["HIGH"]}""");

        _service.Commit(Sample.Change("c1", RiskLevel.Low, RiskLevel.Medium));
        _service.Commit(Sample.Change("c2", RiskLevel.Medium, RiskLevel.High));
        _service.Commit(Sample.Change("c3", RiskLevel.High, RiskLevel.Low));

        var rise = await client.NextAsync("risk_changed");
        var fall = await client.NextAsync("risk_changed");
        Assert.Equal(("c2", "MEDIUM", "HIGH"), (rise.GetProperty("customer_id").GetString(), rise.GetProperty("previous_level").GetString(), rise.GetProperty("risk_level").GetString()));
        Assert.Equal("c3", fall.GetProperty("customer_id").GetString());
        Assert.Equal(0, fall.GetProperty("dropped").GetInt64());
    }

    [Fact]
    public async Task Figures_come_once_a_second_while_somebody_listens()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();
        _service.Add("c1");
        _time.Advance(StatsTicker.Interval);
        var first = await client.NextAsync("stats");
        _service.Add("c2");
        _time.Advance(StatsTicker.Interval);
        var second = await client.NextAsync("stats");

        Assert.Equal((1, 2), (first.GetProperty("customers").GetInt32(), second.GetProperty("customers").GetInt32()));
    }

    [Fact]
    public async Task Subscribing_again_replaces_the_former_subscription()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"customer_ids":["c1"]}""");
        await client.SubscribeAsync("""{"customer_ids":["c2"]}""");

        _service.Commit("c1", RiskLevel.High);
        _service.Commit("c2", RiskLevel.High);

        Assert.Equal([2], await client.NextSequencesAsync(1));
        Assert.Equal(1, _gateway.Service<LiveFeed>().Listeners);
    }

    [Theory]
    [InlineData("""{"transactions":1}""", "transactions must be true or false.")]
    [InlineData("7", "Subscribe takes at most one argument, an object")]
    [InlineData("{},{}", "Subscribe takes at most one argument, an object")]
    [InlineData("""{"level":["HIGH"]}""", "level is not a field")]
    [InlineData("""{"levels":"HIGH"}""", "levels must be a list")]
    [InlineData("""{"levels":[]}""", "levels must be a list")]
    [InlineData("""{"levels":["AWFUL"]}""", "levels must hold only LOW, MEDIUM, HIGH, CRITICAL")]
    [InlineData("""{"customer_ids":["a b"]}""", "customer_ids must hold ids")]
    [InlineData("""{"customer_ids":[]}""", "customer_ids must be a list")]
    [InlineData("""{"after_sequence":-1}""", "after_sequence must be a whole number")]
    [InlineData("""{"after_sequence":1.5}""", "after_sequence must be a whole number")]
    [InlineData("""{"after_sequence":5}""", "after_sequence must not be greater than the latest sequence, 1")]
    public async Task A_wrong_subscription_is_told_what_is_wrong(string argument, string expected)
    {
        _service.Commit("c1", RiskLevel.High);
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        var (_, error) = await client.SubscribeAsync(argument);

        // Nothing of the framework's stands before it.
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_hub_does_not_have_is_named_with_those_that_it_has()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        var (_, error) = await client.CallAsync("""{"arguments":[],"invocationId":"0","target":"Listen","type":1}""");

        Assert.Equal("Listen is not a method of this hub; it has Subscribe and Watch.", error);
    }

    [Theory]
    [InlineData(true, "The store cannot be read now.")]
    [InlineData(false, "The request failed inside the service; its log says why.")]
    public async Task What_keeps_the_service_from_answering_is_told_as_over_http(bool isKnown, string expected)
    {
        _service.Failure = isKnown ? new ServiceUnavailableException("The store cannot be read now.") : new InvalidOperationException("secret");
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        var (_, error) = await client.SubscribeAsync("""{"after_sequence":5}""");

        Assert.Equal(expected, error);
    }

    [Fact]
    public async Task The_answer_says_what_is_old_and_what_is_new()
    {
        _service.Commit("c1", RiskLevel.High);
        _service.Commit("c1", RiskLevel.High);
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);

        var (answer, _) = await client.SubscribeAsync("""{"after_sequence":1}""");

        Assert.Equal("""{"after_sequence":1,"latest_sequence":2}""", answer.GetRawText());
    }

    [Fact]
    public async Task A_client_that_does_not_read_misses_no_intervention_and_nobody_waits_for_it()
    {
        const int Count = 3 * LiveFeed.Capacity;
        await using var slow = await SignalRClient.ConnectAsync(_gateway.Address);
        await slow.SubscribeAsync("""{"after_sequence":0}""");

        // The slow client reads nothing; every commit returns at once.
        for (var i = 0; i < Count; i++)
            _service.Commit("c1", RiskLevel.High);
        await using var quick = await SignalRClient.ConnectAsync(_gateway.Address);
        await quick.SubscribeAsync();
        _service.Commit("c1", RiskLevel.High);
        Assert.Equal([Count + 1], await quick.NextSequencesAsync(1));

        Assert.Equal(Enumerable.Range(1, Count + 1).Select(i => (long)i), await slow.NextSequencesAsync(Count + 1));
        Assert.True(_service.StoreReads > 0);
    }

    [Fact]
    public async Task Changes_of_level_that_a_slow_client_missed_are_counted()
    {
        const int Count = 20 * LiveFeed.Capacity;
        await using var slow = await SignalRClient.ConnectAsync(_gateway.Address);
        await slow.SubscribeAsync();
        for (var i = 0; i < Count; i++)
            _service.Commit(Sample.Change("c1", RiskLevel.Low, RiskLevel.High));

        long heard = 0;
        long dropped = 0;
        while (heard + dropped < Count)
        {
            heard++;
            dropped += (await slow.NextAsync("risk_changed")).GetProperty("dropped").GetInt64();
        }

        Assert.Equal(Count, heard + dropped);
        Assert.True(dropped > 0);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_forgotten()
    {
        await using (var client = await SignalRClient.ConnectAsync(_gateway.Address))
            await client.SubscribeAsync();

        await Eventually.HoldsAsync(() => _gateway.Service<LiveFeed>().Listeners == 0);
    }
}
