using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Tests;

/// <summary>Instruments are the process's, and other tests use them too: what is looked for here has values and traces of its own.</summary>
public sealed class ObservingTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_request_can_be_followed_to_each_customer()
    {
        using var spans = new RecordedSpans();
        var cluster = new LocalCluster(Models.Nervous);
        var batch = Lives.OfEight.Take(500).ToList();
        ActivityContext context;
        using (var request = spans.Begin())
        {
            context = request.Context;
            await cluster.Front.IngestAsync(batch, TestContext.Current.CancellationToken);
        }

        var ingest = Assert.Single(spans.Of(context.TraceId), s => s.OperationName == "ingest");
        var customers = spans.Of(context.TraceId).Where(s => s.OperationName == "customer ingest").ToList();
        Assert.Equal(context.SpanId, ingest.ParentSpanId);
        Assert.Equal(batch.Count, ingest.GetTagItem(Tracing.Transactions));
        Assert.Equal(batch.Select(t => t.CustomerId).Distinct().Count(), customers.Count);
        Assert.All(customers, s => Assert.Equal(ingest.SpanId, s.ParentSpanId));
        Assert.Equal(batch.Count, customers.Sum(s => (int)s.GetTagItem(Tracing.Transactions)!));
        Assert.All(customers.Append(ingest), s => Assert.DoesNotContain(s.TagObjects, tag => batch.Any(t => Equals(tag.Value, t.CustomerId))));
        Assert.Contains(cluster.Reported, r => customers.Any(s => s.Context == r.Effects.Span));
    }

    [Fact]
    public async Task What_a_gateway_finds_in_the_store_goes_on_from_the_customer_whose_it_is()
    {
        using var spans = new RecordedSpans();
        var cluster = new LocalCluster(Models.Nervous);
        await cluster.Inbox.BeginAsync(TestContext.Current.CancellationToken);
        var heard = new HeardEffects();
        using var listening = cluster.Inbox.Listen(heard);
        ActivityTraceId trace;
        using (var request = spans.Begin())
        {
            trace = request.TraceId;
            // Little by little: what is proposed days before the stream's present is no news.
            foreach (var batch in Lives.OfOne.Chunk(5))
                await cluster.Front.IngestAsync(batch, TestContext.Current.CancellationToken);
        }

        Activity.Current = null;
        await cluster.Inbox.CatchUpAsync(TestContext.Current.CancellationToken);

        var customers = spans.Of(trace).Where(s => s.OperationName == "customer ingest").Select(s => s.SpanId).ToHashSet();
        Assert.NotEmpty(heard.Spans);
        Assert.All(heard.Spans, span => Assert.Contains(span.SpanId, customers));
        Assert.Equal(heard.Interventions.Select(i => i.Sequence).Order(), heard.Interventions.Select(i => i.Sequence));
    }

    [Fact]
    public void An_outbox_is_as_old_as_the_moment_when_nothing_was_left_in_it()
    {
        using var listener = Listening(out var measured);
        using var outbox = new OutboxMetrics("test-topic-a", _time);
        _time.Advance(TimeSpan.FromSeconds(90));
        listener.RecordObservableInstruments();
        var waiting = measured["predelinquency.outbox.age test-topic-a"];
        outbox.PassedOn(3);
        outbox.CaughtUp();
        _time.Advance(TimeSpan.FromSeconds(2));
        listener.RecordObservableInstruments();

        Assert.Equal(90, waiting);
        Assert.Equal(2, measured["predelinquency.outbox.age test-topic-a"]);
        Assert.Equal(3, measured["predelinquency.outbox.messages test-topic-a"]);
    }

    [Fact]
    public void An_outbox_that_somebody_else_took_over_is_not_measured_here()
    {
        using var listener = Listening(out var measured);
        new OutboxMetrics("test-topic-b", _time).Dispose();

        listener.RecordObservableInstruments();

        Assert.DoesNotContain("predelinquency.outbox.age test-topic-b", measured.Keys);
    }

    private static MeterListener Listening(out ConcurrentDictionary<string, double> latest)
    {
        var measured = latest = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "PreDelinquency.Outbox")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        return listener;
    }
}
