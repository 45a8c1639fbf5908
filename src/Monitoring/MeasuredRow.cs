using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>A score that is measured.</summary>
/// <param name="CustomerNo">Whose.</param>
/// <param name="Probability">The score.</param>
/// <param name="Level">Its level.</param>
/// <param name="Missed">The share of it that misses a payment: 0 or 1 where that is known, else the probability.</param>
internal readonly record struct MeasuredRow(int CustomerNo, double Probability, RiskLevel Level, double Missed);
