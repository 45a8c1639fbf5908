using Microsoft.Extensions.Hosting;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Ingest;

namespace PreDelinquency.Gateway.Tests.Hosting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stream_without_end_is_settled_and_told_where_to_go_on_when_the_gateway_stops()
    {
        var service = new MemoryService();
        var (entered, stopping) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        service.BeforeCommit = _ =>
        {
            entered.TrySetResult();
            return stopping.Task;
        };
        await using var gateway = await RunningGateway.StartAsync(service);
        gateway.Service<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        using var stream = await OpenPost.BeginAsync(gateway.Address, "application/x-ndjson");
        await stream.SendAsync(Sample.Json("t1") + "\n");
        await entered.Task;

        var stopped = gateway.StopAsync();
        var (status, head, problem) = await stream.AnswerAsync();
        stream.Dispose();
        await stopped;

        Assert.Equal(503, status);
        Assert.Contains("Retry-After: ", head, StringComparison.Ordinal);
        Assert.Equal((1, 1), (problem.GetProperty("settled_line").GetInt32(), problem.GetProperty("accepted").GetInt32()));
        Assert.True(service.Transactions.ContainsKey("c1/t1"));
    }
}
