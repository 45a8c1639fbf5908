namespace PreDelinquency.Outreach.Alerting;

/// <summary>What one look found to be beyond its threshold.</summary>
/// <param name="Condition">What is wrong.</param>
/// <param name="Subject">Where: a channel, a level, a feature; findings of one condition and subject are one alert.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it lies beyond.</param>
/// <param name="Message">Both in a sentence, without personal data.</param>
public sealed record AlertFinding(AlertCondition Condition, string Subject, double Value, double Threshold, string Message);
