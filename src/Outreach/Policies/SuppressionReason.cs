namespace PreDelinquency.Outreach.Policies;

/// <summary>Why somebody is left alone, told by the bank.</summary>
public enum SuppressionReason : byte
{
    Deceased,
    Bereaved,
    Vulnerable,
    Bankrupt,
    InDispute,
    ComplaintOpen,
}
