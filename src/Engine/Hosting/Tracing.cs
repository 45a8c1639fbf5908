using System.Diagnostics;
using System.Globalization;

namespace PreDelinquency.Engine.Hosting;

/// <summary>The source of all our spans. Where nobody listens, nothing is begun and nothing allocated. No span names a customer.</summary>
public static class Tracing
{
    /// <summary>Name of <see cref="Source"/>.</summary>
    public const string SourceName = "PreDelinquency";

    /// <summary>Attribute: how many transactions a span is about.</summary>
    public const string Transactions = "predelinquency.transactions";

    /// <summary>Attribute: how many interventions a span is about.</summary>
    public const string Interventions = "predelinquency.interventions";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>The span that is under way here; default where there is none, or none that is kept.</summary>
    public static ActivityContext Current => Activity.Current is { Recorded: true } span ? span.Context : default;

    /// <summary>A span by W3C's header <c>traceparent</c>, in which contexts go from process to process; null for none.</summary>
    /// <seealso href="https://www.w3.org/TR/trace-context/#traceparent-header"/>
    public static string? TraceParentOf(ActivityContext span) =>
        span.TraceId == default ? null : string.Create(CultureInfo.InvariantCulture, $"00-{span.TraceId}-{span.SpanId}-{(byte)span.TraceFlags:x2}");

    /// <summary>The span of another process that a header names; default where there is none, or none that can be read.</summary>
    /// <param name="traceParent">As <see cref="TraceParentOf"/> writes it.</param>
    /// <param name="traceState">What vendors add; null for nothing.</param>
    public static ActivityContext Remote(string? traceParent, string? traceState = null) =>
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var span) ? span : default;

    /// <summary>Marks a span as failed, by the kind of the error alone: its text may name a customer.</summary>
    public static void Fail(this Activity? span, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        span?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error);
    }
}
