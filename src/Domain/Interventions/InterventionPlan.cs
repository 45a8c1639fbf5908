using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Interventions;

/// <summary>What each level calls for.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Channel">How.</param>
/// <param name="Priority">1 is the most urgent.</param>
/// <param name="CoolDownDays">Days after a contact of this level or above during which no other of this level is proposed.</param>
public sealed record InterventionPlan(InterventionKind Kind, ContactChannel Channel, int Priority, int CoolDownDays)
{
    private static readonly InterventionPlan Reminder = new(InterventionKind.GentleReminder, ContactChannel.Email, 3, 30);
    private static readonly InterventionPlan Support = new(InterventionKind.ProactiveSupport, ContactChannel.Sms, 2, 21);
    private static readonly InterventionPlan Outreach = new(InterventionKind.UrgentOutreach, ContactChannel.Phone, 1, 14);

    /// <summary>The plan of a level; null for LOW, which calls for nothing.</summary>
    public static InterventionPlan? For(RiskLevel level) => level switch
    {
        RiskLevel.Medium => Reminder,
        RiskLevel.High => Support,
        RiskLevel.Critical => Outreach,
        _ => null,
    };
}
