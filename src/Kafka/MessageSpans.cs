using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Kafka;

/// <summary>
/// Spans of what is read and written, by OpenTelemetry's conventions for messaging, and the headers by which traces go through Kafka,
/// W3C's. Keys are left out: they name customers.
/// </summary>
/// <seealso href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/"/>
internal static class MessageSpans
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>
    /// A batch is worked on. The span belongs to the trace of the first message that is traced and links others. Where its senders
    /// trace none of it, it is in no trace either; what comes without a word about it begins one.
    /// </summary>
    public static Activity? Process(MessageBatch batch, string group)
    {
        var joined = new JoinedSpans();
        ActivityContext untraced = default;
        foreach (var message in batch.Messages)
        {
            var sender = Read(message.Message.Headers);
            if (sender.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
                joined.Add(sender);
            else if (sender != default)
                untraced = sender;
        }

        var name = $"process {batch.Partition.Topic}";
        var span = joined.Count > 0 ? joined.Start(name, ActivityKind.Consumer) : Tracing.Source.StartActivity(name, ActivityKind.Consumer, untraced);
        return Describe(span, "process", batch.Partition.Topic)
            ?.SetTag("messaging.consumer.group.name", group)
            .SetTag("messaging.destination.partition.id", batch.Partition.Partition.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .SetTag("messaging.batch.message_count", batch.Messages.Count);
    }

    /// <summary>A message is sent, and says in its headers in which trace.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="message">Gets the headers; those that it came with, if it is passed on, are replaced.</param>
    /// <param name="cause">The span that led to it; default for none, and then it is in no trace.</param>
    public static Activity? Send(string topic, Message<byte[]?, byte[]?> message, ActivityContext cause)
    {
        if (cause == default)
            return null;
        var span = Describe(Tracing.Source.StartActivity($"send {topic}", ActivityKind.Producer, cause), "send", topic);

        // Where nobody keeps spans here, others may.
        var sender = span?.Context ?? cause;
        message.Headers ??= [];
        message.Headers.Remove(TraceParent);
        message.Headers.Remove(TraceState);
        message.Headers.Add(TraceParent, Encoding.ASCII.GetBytes(Tracing.TraceParentOf(sender)!));
        if (sender.TraceState is { Length: > 0 } state)
            message.Headers.Add(TraceState, Encoding.ASCII.GetBytes(state));
        return span;
    }

    private static ActivityContext Read(Headers? headers) => Tracing.Remote(Text(headers, TraceParent), Text(headers, TraceState));

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.ASCII.GetString(bytes) : null;

    private static Activity? Describe(Activity? span, string operation, string topic) => span
        ?.SetTag("messaging.system", "kafka")
        .SetTag("messaging.operation.name", operation)
        .SetTag("messaging.operation.type", operation)
        .SetTag("messaging.destination.name", topic);
}
