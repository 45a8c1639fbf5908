using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Ports;

/// <summary>A score point of a customer.</summary>
public readonly record struct ScoreEntry(int CustomerNo, ScorePoint Point);
