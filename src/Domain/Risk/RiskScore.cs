namespace PreDelinquency.Domain.Risk;

/// <summary>One score.</summary>
/// <param name="Probability">Calibrated probability, 0 to 1, that the customer misses a payment 14 to 30 days ahead.</param>
/// <param name="RawScore">The trees' own sum, in log-odds, before calibration.</param>
/// <param name="Level">By the model's thresholds, capped while the customer is still being learnt.</param>
/// <param name="Maturity">How well the customer is known.</param>
public readonly record struct RiskScore(double Probability, double RawScore, RiskLevel Level, Maturity Maturity);
