using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Live;

/// <summary>Transactions as they come, for those who ask for them.</summary>
public sealed class TransactionFeedTests : IAsyncLifetime
{
    private readonly ManualTime _time = new(MemoryService.Noon);
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new MemoryService(), services => services.AddTime(_time));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Who_asks_for_transactions_hears_the_latest_and_how_many_there_were()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync("""{"transactions":true}""");
        var lines = string.Concat(Enumerable.Range(1, 50).Select(i => Sample.Json($"t{i}") + "\n"));
        var (status, _) = await _gateway.PostAsync("/transactions", lines, "application/x-ndjson");
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TransactionTicker.Interval);
            return _gateway.Service<LiveFeed>().Transactions is not null;
        });

        var heard = await client.NextAsync("transactions");

        Assert.Equal((200, 50), (status, heard.GetProperty("accepted").GetInt64()));
        Assert.Equal(
            Enumerable.Range(31, 20).Reverse().Select(i => $"t{i}"),
            heard.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("transaction_id").GetString()));
    }

    [Fact]
    public async Task Nobody_else_hears_of_transactions()
    {
        await using var client = await SignalRClient.ConnectAsync(_gateway.Address);
        await client.SubscribeAsync();

        Assert.Equal((1, 0), (_gateway.Service<LiveFeed>().Listeners, _gateway.Service<LiveFeed>().Watchers));
    }
}
