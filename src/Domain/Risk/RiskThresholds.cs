namespace PreDelinquency.Domain.Risk;

/// <summary>The lowest probabilities of the levels, each in (0, 1) and rising.</summary>
public sealed record RiskThresholds(double Medium, double High, double Critical)
{
    /// <summary>The level of a probability.</summary>
    public RiskLevel LevelOf(double probability) =>
        probability >= Critical ? RiskLevel.Critical
        : probability >= High ? RiskLevel.High
        : probability >= Medium ? RiskLevel.Medium
        : RiskLevel.Low;
}
