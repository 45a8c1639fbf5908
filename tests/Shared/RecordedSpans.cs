using System.Collections.Concurrent;
using System.Diagnostics;

namespace PreDelinquency.Tests;

/// <summary>Records the program's spans while it is alive, Orleans' between them, and those of requests that the test makes up.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ActivitySource _requests = new("Requests of a test");
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "PreDelinquency" or "Microsoft.Orleans.Application" || ReferenceEquals(source, _requests),

            // As in the program: a trace is kept where its beginning is.
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => ReferenceEquals(options.Source, _requests) || options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>A request begins, with a trace of its own; it ends when it is disposed of.</summary>
    public Activity Begin()
    {
        Activity.Current = null;
        return _requests.StartActivity("request", ActivityKind.Server)!;
    }

    /// <summary>The spans of a trace that have ended.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public void Dispose()
    {
        _listener.Dispose();
        _requests.Dispose();
    }
}
