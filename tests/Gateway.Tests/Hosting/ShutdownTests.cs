using System.Net;
using Microsoft.Extensions.Hosting;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Ingest;

namespace PreDelinquency.Gateway.Tests.Hosting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stream_in_flight_is_finished_and_answered_before_the_gateway_stops()
    {
        var service = new MemoryService();
        var (committed, stopping) = (new TaskCompletionSource(), new TaskCompletionSource());
        service.BeforeCommit = _ =>
        {
            committed.TrySetResult();
            return Task.CompletedTask;
        };
        await using var gateway = await RunningGateway.StartAsync(service);
        gateway.Service<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        using var content = new TrickleContent(Sample.Json("t1") + "\n", until: stopping.Task);
        var posting = gateway.Http.PostAsync("/transactions", content);
        await committed.Task;

        var stopped = gateway.StopAsync();
        using var response = await posting;
        await stopped;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(service.Transactions.ContainsKey("c1/t1"));
    }
}
