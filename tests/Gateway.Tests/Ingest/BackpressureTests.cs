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
        var posting = _gateway.Http.PostAsync("/transactions", body);
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

        var (full, problem) = await _gateway.PostAsync("/transactions", Sample.Json("t1"));
        gate.Leave(IngestGate.Budget);
        var (free, _) = await _gateway.PostAsync("/transactions", Sample.Json("t1"));

        Assert.Equal(429, full);
        Assert.Contains("rfc6585", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, free);
        Assert.True(gate.TryEnter(IngestGate.Budget), "What a request took it gives back.");
    }

    [Fact]
    public async Task Streams_that_wait_for_their_senders_lock_nobody_out()
    {
        var gate = _gateway.Service<IngestGate>();
        var streams = new List<OpenPost>();
        for (var i = 0; i < 2 * IngestGate.Budget / IngestGate.StreamBytes; i++)
        {
            var stream = await OpenPost.BeginAsync(_gateway.Address, "application/x-ndjson");
            streams.Add(stream);
            await stream.SendAsync(Sample.Json($"a{i}") + "\n");
            await Eventually.HoldsAsync(() => _service.Transactions.ContainsKey($"c1/a{i}"));
            await Eventually.HoldsAsync(() => IsFree(gate));
        }

        foreach (var stream in streams)
        {
            await stream.SendAsync(Sample.Json("b"));
            await stream.EndAsync();
            var (status, _, answer) = await stream.AnswerAsync();
            Assert.Equal((200, 2), (status, answer.GetProperty("accepted").GetInt32() + answer.GetProperty("duplicates").GetInt32()));
            stream.Dispose();
        }

        await Eventually.HoldsAsync(() => IsFree(gate));
    }

    [Fact]
    public async Task A_stream_that_goes_on_waits_for_room_and_loses_nothing()
    {
        var gate = _gateway.Service<IngestGate>();
        using var stream = await OpenPost.BeginAsync(_gateway.Address, "application/x-ndjson");
        await stream.SendAsync(Sample.Json("a") + "\n");
        await Eventually.HoldsAsync(() => _service.Transactions.ContainsKey("c1/a") && gate.TryEnter(IngestGate.Budget));
        await stream.SendAsync(Sample.Json("b"));
        await stream.EndAsync();

        gate.Leave(IngestGate.Budget);
        var (status, _, answer) = await stream.AnswerAsync();

        Assert.Equal((200, 2), (status, answer.GetProperty("accepted").GetInt32()));
    }

    private static bool IsFree(IngestGate gate)
    {
        if (!gate.TryEnter(IngestGate.Budget))
            return false;
        gate.Leave(IngestGate.Budget);
        return true;
    }
}
