using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>Streams that pause, and streams that end before their end.</summary>
public sealed class EarlyEndTests
{
    private const string Ndjson = "application/x-ndjson";

    private readonly MemoryService _service = new();
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EarlyEndTests() => _service.BeforeCommit = _ =>
    {
        _committed.TrySetResult();
        return Task.CompletedTask;
    };

    [Fact]
    public async Task A_stream_may_pause_longer_than_a_document_may()
    {
        await using var gateway = await RunningGateway.StartAsync(_service, services => services.Configure<KestrelServerOptions>(
            kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1e6, TimeSpan.FromSeconds(1.1))));
        using var stream = await OpenPost.BeginAsync(gateway.Address, Ndjson);
        await stream.SendAsync(Sample.Json("t1") + "\n");
        await _committed.Task;
        using var document = await OpenPost.BeginAsync(gateway.Address, "application/json");
        await document.SendAsync("[");

        // The document that pauses shows that the time is over.
        Assert.Equal(408, (await document.AnswerAsync()).Status);
        await stream.SendAsync(Sample.Json("t2") + "\n");
        await stream.EndAsync();
        var (status, _, answer) = await stream.AnswerAsync();

        Assert.Equal(200, status);
        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_stream_that_breaks_is_told_how_far_it_came()
    {
        await using var gateway = await RunningGateway.StartAsync(_service);
        using var stream = await OpenPost.BeginAsync(gateway.Address, Ndjson);
        await stream.SendAsync($"{Sample.Json("t1")}\nno\n");
        await _committed.Task;
        await stream.WriteAsync("this is no chunk\r\n");

        var (status, _, problem) = await stream.AnswerAsync();

        Assert.Equal(400, status);
        Assert.Equal(2, problem.GetProperty("settled_line").GetInt32());
        Assert.Equal((1, 0, 1), (problem.GetProperty("accepted").GetInt32(), problem.GetProperty("duplicates").GetInt32(), problem.GetProperty("rejected_count").GetInt32()));
    }
}
