using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

/// <summary>Other tests of the process measure and trace too: what is looked for here has values and traces of its own.</summary>
public sealed class ObservingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EngineOptions Options = new() { Clock = ClockKind.Event, Partitions = 1 };
    private readonly ManualTime _time = new(Start);

    [Fact]
    public void The_wait_of_a_request_is_what_passed_from_being_dealt_out_to_being_taken_up()
    {
        var measured = new ConcurrentQueue<(string Name, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == EngineMetrics.MeterName)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value)));
        listener.Start();
        using var store = new MemoryStore(keepsLog: true);
        using var core = new EngineCore(Options, store, Models.Nervous, _time);

        Route(core, "c1");
        _time.Advance(TimeSpan.FromSeconds(1234.5));
        Settle(core);

        Assert.Contains(("predelinquency.engine.ingest.wait", 1234.5), measured);
        Assert.Subset(
            measured.Select(m => m.Name).ToHashSet(),
            new HashSet<string> { "predelinquency.engine.apply.duration", "predelinquency.engine.commit.duration", "predelinquency.engine.publish.duration" });
    }

    [Fact]
    public void A_commit_belongs_to_the_trace_of_its_first_request_and_links_the_others()
    {
        using var spans = new RecordedSpans();
        var news = new SpanOfCommit();
        using var store = new MemoryStore(keepsLog: true);
        using var core = new EngineCore(Options, store, Models.Nervous, _time);
        using var _ = core.Listeners.Add(news);
        ActivityContext first, second;
        using (var request = spans.Begin())
        {
            first = request.Context;
            Route(core, "c1");
        }

        using (var request = spans.Begin())
        {
            second = request.Context;
            Route(core, "c2");
        }

        Route(core, "c3");
        Settle(core);

        var apply = Assert.Single(spans.Of(first.TraceId), s => s.OperationName == "apply");
        var commit = Assert.Single(spans.Of(first.TraceId), s => s.OperationName == "commit");
        Assert.All(new[] { apply, commit }, span =>
        {
            Assert.Equal(first.SpanId, span.ParentSpanId);
            Assert.Equal(second, Assert.Single(span.Links).Context);
            Assert.Equal(3, span.GetTagItem(Tracing.Transactions));
        });
        Assert.Equal(commit.Context, news.Span);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void A_commit_of_untraced_requests_makes_no_span()
    {
        using var spans = new RecordedSpans();
        var news = new SpanOfCommit();
        using var store = new MemoryStore(keepsLog: true);
        using var core = new EngineCore(Options, store, Models.Nervous, _time);
        using var _ = core.Listeners.Add(news);

        Route(core, "c1");
        Settle(core);

        Assert.Equal(default, news.Span);
    }

    [Fact]
    public void So_many_spans_are_joined_and_no_more_each_once()
    {
        using var spans = new RecordedSpans();
        var joined = new JoinedSpans();
        for (var i = 0; i < 2 * JoinedSpans.Most; i++)
        {
            using var request = spans.Begin();
            joined.Add(request.Context);
            joined.Add(request.Context);
        }

        using var span = joined.Start("joint work");

        Assert.Equal(JoinedSpans.Most, joined.Count);
        Assert.Equal(JoinedSpans.Most - 1, span!.Links.Count());
    }

    [Fact]
    public void Where_nothing_is_traced_nothing_is_allocated()
    {
        var joined = new JoinedSpans();
        Join();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            Join();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Join()
        {
            joined.Clear();
            joined.Add(Tracing.Current);
            using var span = joined.Start("joint work");
        }
    }

    private static void Route(EngineCore core, string customerId)
    {
        Transaction[] batch =
        [
            new()
            {
                TransactionId = "t1",
                CustomerId = customerId,
                Timestamp = Start,
                Amount = Money.FromDecimal(10),
                Direction = Direction.Debit,
                Category = Category.Groceries,
                Channel = Channel.Card,
                Status = TransactionStatus.Completed,
            },
        ];
        var request = new IngestRequest(batch, 0, batch.Length, new IngestOutcome[batch.Length], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
    }

    private static void Settle(EngineCore core)
    {
        for (var worked = true; worked;)
            worked = core.Partitions[0].Step() | core.Committer.Step();
    }

    private sealed class SpanOfCommit : ICommitListener
    {
        public ActivityContext Span { get; private set; }

        public void OnCommitted(CommittedEffects effects) => Span = effects.Span;
    }
}
