namespace PreDelinquency.Gateway.Contracts;

/// <summary>How customers of one level are contacted.</summary>
/// <param name="RiskLevel">MEDIUM, HIGH or CRITICAL.</param>
/// <param name="Channels">In order of preference.</param>
/// <param name="Priority">1 is the most urgent.</param>
/// <param name="CoolDownDays">After a contact of this level or above.</param>
/// <param name="Approval">Whether a person approves each.</param>
/// <param name="ExpiresAfterHours">After the proposal.</param>
/// <param name="HoldoutPercent">Of customers never contacted at this level.</param>
public sealed record PolicyLevelDocument(string RiskLevel, IReadOnlyList<string> Channels, int Priority, int CoolDownDays, bool Approval, int ExpiresAfterHours, double HoldoutPercent);
