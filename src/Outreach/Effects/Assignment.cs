using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Effects;

/// <summary>By what a proposal counts for effects, as it was when it was made; the audit log keeps it beside the contact.</summary>
/// <param name="HoldoutDraw">See <see cref="ContactRecord.HoldoutDraw"/>.</param>
/// <param name="HoldoutShare">See <see cref="ContactRecord.HoldoutShare"/>.</param>
/// <param name="InHoldout">See <see cref="ContactRecord.InHoldout"/>.</param>
/// <param name="IsEligible">See <see cref="ContactRecord.IsEligible"/>.</param>
/// <param name="IntendedChannel">See <see cref="ContactRecord.IntendedChannel"/>.</param>
/// <param name="IntendedTemplateId">See <see cref="ContactRecord.IntendedTemplateId"/>.</param>
public sealed record Assignment(double HoldoutDraw, double HoldoutShare, bool InHoldout, bool IsEligible, ContactChannel? IntendedChannel, string? IntendedTemplateId)
{
    public static Assignment Of(ContactRecord contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return new Assignment(contact.HoldoutDraw, contact.HoldoutShare, contact.InHoldout, contact.IsEligible, contact.IntendedChannel, contact.IntendedTemplateId);
    }
}
