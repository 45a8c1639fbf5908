using System.Net;
using System.Text;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

public sealed class BackpressureTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(2.1, 3)]
    public async Task A_busy_service_turns_a_request_away_and_says_when_to_come_back(double busySeconds, int retrySeconds)
    {
        _service.BusyFor = TimeSpan.FromSeconds(busySeconds);

        using var response = await _gateway.Http.PostAsync("/transactions", new StringContent(Sample.Json("t1"), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(retrySeconds), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(_service.Transactions);
    }

    [Fact]
    public async Task A_slow_service_slows_the_sender_and_holds_a_bounded_number_of_transactions()
    {
        var open = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        _service.BeforeCommit = async _ =>
        {
            entered.TrySetResult();
            await open.Task;
        };
        using var body = new EndlessLines(300_000);
        using var content = new StreamContent(body);
        content.Headers.ContentType = new("application/x-ndjson");
        var posting = _gateway.Http.PostAsync("/transactions", content);
        await entered.Task;

        // While the service holds the first chunk, the sender must come to a halt far from its end.
        await body.Halted;
        Assert.InRange(body.LinesRead, 1, 200_000);
        Assert.InRange(_service.MostInService, 1, IngestSession.MostInFlight * IngestChunk.MostTransactions);

        open.SetResult();
        var (status, answer) = await RunningGateway.ReadAsync(await posting);
        Assert.Equal(200, status);
        Assert.Equal(300_000, answer.GetProperty("accepted").GetInt32());
        Assert.InRange(_service.MostInService, 1, IngestSession.MostInFlight * IngestChunk.MostTransactions);
    }

    [Fact]
    public async Task A_trickle_is_not_held_back_until_a_chunk_is_full()
    {
        var committed = new TaskCompletionSource();
        _service.BeforeCommit = _ =>
        {
            committed.TrySetResult();
            return Task.CompletedTask;
        };
        using var content = new TrickleContent(Sample.Json("t1") + "\n", until: committed.Task);

        using var response = await _gateway.Http.PostAsync("/transactions", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task More_bodies_at_once_than_memory_is_set_aside_for_are_turned_away()
    {
        var gate = _gateway.Service<IngestGate>();
        Assert.True(gate.TryEnter(IngestGate.Budget));

        var (full, _) = await _gateway.PostAsync("/transactions", Sample.Json("t1"));
        gate.Leave(IngestGate.Budget);
        var (free, _) = await _gateway.PostAsync("/transactions", Sample.Json("t1"));

        Assert.Equal(429, full);
        Assert.Equal(200, free);
        Assert.True(gate.TryEnter(IngestGate.Budget), "What a request took it gives back.");
    }

    [Fact]
    public void Many_small_bodies_have_room_where_few_large_ones_have()
    {
        Assert.InRange(IngestGate.Budget / IngestGate.Weigh(isStream: true, null), 16, 64);
        Assert.InRange(IngestGate.Budget / IngestGate.Weigh(isStream: false, null), 16, 64);
        Assert.InRange(IngestGate.Budget / IngestGate.Weigh(isStream: false, 300), 10_000, 100_000);
    }
}
