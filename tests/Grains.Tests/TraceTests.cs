using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Live;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

/// <summary>One trace goes from a request at a gateway to the customer in its silo, into the store, and back to the gateways.</summary>
public sealed class TraceTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_traced_request_can_be_followed_from_the_gateway_to_what_gateways_hand_on()
    {
        using var spans = new RecordedSpans();
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 1,
            Settings = new() { Clock = ClockKind.Event },
        });
        var heard = new HeardSpans();
        using var listening = cluster.Service.Listen(heard);
        await Eventually.HoldsAsync(() => cluster.Gateway.GetRequiredService<EffectsSubscription>().Lanes == EffectsLanes.Count);

        ActivityContext request;
        using (var span = spans.Begin())
        {
            request = span.Context;
            await cluster.Service.IngestAsync([.. Lives.OfEight], [], Stop);
        }

        await Eventually.HoldsAsync(() => heard.OfChanges.Any(s => s.TraceId == request.TraceId) && heard.OfInterventions.Any(s => s.TraceId == request.TraceId));
        await Eventually.HoldsAsync(() => spans.Of(request.TraceId).Any(s => s.OperationName == "commit"));
        var trace = spans.Of(request.TraceId).GroupBy(s => s.SpanId).ToDictionary(s => s.Key, s => s.First());
        var within = trace[heard.OfInterventions.First(s => s.TraceId == request.TraceId).SpanId];
        // What a gateway read from the store before the stream brought it was sent by nobody.
        Assert.Contains(within.OperationName, new[] { "send effects", "customer ingest" });
        Assert.Equal(
            ["customer ingest", "ingest", "request"],
            AboveOf(within, trace).Select(s => s.OperationName).Where(name => !name.Contains('/', StringComparison.Ordinal)).SkipWhile(name => name == "send effects"));
        Assert.All(heard.OfChanges, span => Assert.True(span.IsRemote));
    }

    /// <summary>A span and those that it is within, up to the request.</summary>
    private static IEnumerable<Activity> AboveOf(Activity span, Dictionary<ActivitySpanId, Activity> trace)
    {
        for (Activity? at = span; at is not null; at = trace.GetValueOrDefault(at.ParentSpanId))
            yield return at;
    }

    private sealed class HeardSpans : ICommitListener
    {
        public ConcurrentQueue<ActivityContext> OfChanges { get; } = new();

        public ConcurrentQueue<ActivityContext> OfInterventions { get; } = new();

        public void OnCommitted(CommittedEffects effects)
        {
            if (effects.RiskChanges.Count > 0)
                OfChanges.Enqueue(effects.Span);
            if (effects.Interventions.Count > 0)
                OfInterventions.Enqueue(effects.Span);
        }
    }
}
