using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>What one model said of one customer as of one day, and what came of it.</summary>
/// <param name="CustomerNo">The customer.</param>
/// <param name="Day">Number of the day.</param>
/// <param name="Probability">Calibrated probability, 0 to 1.</param>
/// <param name="Level">By the model's thresholds.</param>
/// <param name="Missed">Whether a payment became missed in the label window; null while that is not known yet.</param>
internal readonly record struct Judgement(int CustomerNo, int Day, double Probability, RiskLevel Level, bool? Missed);
