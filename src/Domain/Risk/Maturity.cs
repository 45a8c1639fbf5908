namespace PreDelinquency.Domain.Risk;

/// <summary>Whether enough of a customer's own habits is known to judge deviations from them.</summary>
public enum Maturity : byte
{
    /// <summary>Fewer than 60 days of history: the level never exceeds <see cref="RiskLevel.Medium"/>.</summary>
    Learning,

    Established,
}
