namespace PreDelinquency.Domain.Interventions;

/// <summary>What is done for the customer, by level.</summary>
public enum InterventionKind : byte
{
    /// <summary>CRITICAL: a person calls; priority 1.</summary>
    UrgentOutreach,

    /// <summary>HIGH: a text message with a concrete offer; priority 2.</summary>
    ProactiveSupport,

    /// <summary>MEDIUM: an email; priority 3.</summary>
    GentleReminder,
}
