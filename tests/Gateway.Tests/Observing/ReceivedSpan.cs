namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>A span as a receiver gets it; ids in hexadecimal.</summary>
internal sealed record ReceivedSpan(string Service, string Source, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyList<string> Links, IReadOnlyDictionary<string, string> Attributes);
