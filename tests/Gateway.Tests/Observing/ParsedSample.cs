namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>A line with a number.</summary>
internal sealed record ParsedSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
