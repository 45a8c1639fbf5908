using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Ports;

/// <summary>An intervention on its way to those who listen.</summary>
/// <param name="Intervention">The intervention; its id is stable.</param>
/// <param name="TraceParent">W3C's traceparent of the span that led to it; null where none is kept.</param>
public readonly record struct PublishedIntervention(SequencedIntervention Intervention, string? TraceParent);
