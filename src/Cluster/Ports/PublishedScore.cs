using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cluster.Ports;

/// <summary>A score point on its way to those who listen.</summary>
/// <param name="Place">Where it stands; a stable id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Point">The score.</param>
/// <param name="TraceParent">W3C's traceparent of the span that led to it; null where none is kept.</param>
public readonly record struct PublishedScore(ScoreCursor Place, string CustomerId, ScorePoint Point, string? TraceParent);
