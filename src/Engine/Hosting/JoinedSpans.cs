using System.Diagnostics;

namespace PreDelinquency.Engine.Hosting;

/// <summary>
/// The spans whose work is done together. A span of that work belongs to the trace of the first and links the others, of which a
/// bounded number is kept. Empty, and without memory of its own, while nothing is traced. Not thread-safe.
/// </summary>
public sealed class JoinedSpans
{
    /// <summary>Most spans that are kept, the first ones.</summary>
    public const int Most = 32;

    private readonly List<ActivityContext> _spans = [];

    public int Count => _spans.Count;

    /// <summary>Adds a span; one that is not traced, or is in here already, is passed over.</summary>
    public void Add(ActivityContext span)
    {
        if (span.TraceId == default || _spans.Count == Most || _spans.Contains(span))
            return;
        _spans.Add(span);
    }

    public void Add(JoinedSpans spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        foreach (var span in spans._spans)
            Add(span);
    }

    public void Clear() => _spans.Clear();

    /// <summary>Begins a span of the joint work; null where nothing of it is traced.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">By OpenTelemetry's conventions.</param>
    /// <param name="began">When it began; default for now.</param>
    public Activity? Start(string name, ActivityKind kind = ActivityKind.Internal, DateTimeOffset began = default) =>
        _spans.Count == 0 ? null : Tracing.Source.StartActivity(name, kind, _spans[0], tags: null, _spans.Skip(1).Select(span => new ActivityLink(span)), began);
}
