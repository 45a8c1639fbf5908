namespace PreDelinquency.Domain.Risk;

/// <summary>How urgent a customer's risk is; the thresholds between levels come with the model.</summary>
public enum RiskLevel : byte
{
    Low,
    Medium,
    High,
    Critical,
}
