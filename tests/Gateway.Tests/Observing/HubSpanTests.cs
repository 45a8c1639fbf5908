using System.Diagnostics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Live;

namespace PreDelinquency.Gateway.Tests.Observing;

public sealed class HubSpanTests
{
    [Fact]
    public async Task A_message_of_a_traced_commit_belongs_to_its_trace_and_others_to_none()
    {
        using var spans = new RecordedSpans();
        var service = new MemoryService();
        await using var gateway = await RunningGateway.StartAsync(service);
        await using var client = await SignalRClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync();
        ActivityContext commit;
        using (var request = spans.Begin())
        {
            commit = request.Context;
            service.Commit("c1", RiskLevel.High);
        }

        service.Commit("c2", RiskLevel.High);
        await client.NextSequencesAsync(2);
        await Eventually.HoldsAsync(() => spans.Of(commit.TraceId).Any(s => s.OperationName == "send intervention"));

        var send = Assert.Single(spans.Of(commit.TraceId), s => s.OperationName == "send intervention");
        Assert.Equal(commit.SpanId, send.ParentSpanId);
        Assert.Equal(ActivityKind.Producer, send.Kind);
        Assert.Equal("intervention", send.GetTagItem("messaging.destination.name"));
        Assert.DoesNotContain(send.TagObjects, tag => Equals(tag.Value, "c1"));
    }
}
