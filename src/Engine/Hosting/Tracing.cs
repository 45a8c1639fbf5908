using System.Diagnostics;

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

    /// <summary>Marks a span as failed, by the kind of the error alone: its text may name a customer.</summary>
    public static void Fail(this Activity? span, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        span?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error);
    }
}
