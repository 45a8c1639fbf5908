using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// One proposal that could have been sent. It counts by what the draw assigned it to, whatever came of it after that, and by the channel
/// and text that it was meant for: both hold of whoever is held out as well.
/// </summary>
/// <param name="CustomerId">Proposals of one customer are alike.</param>
/// <param name="Level">At which level it was proposed.</param>
/// <param name="Driver">Why.</param>
/// <param name="Channel">The first channel of the level by which the customer could be reached; null where there was none.</param>
/// <param name="TemplateId">The text for that channel; null where there was none.</param>
/// <param name="HoldoutShare">Share of customers that was held out at the level then, 0 to 1.</param>
/// <param name="HeldOut">Whether the draw assigned it to those who are not contacted.</param>
/// <param name="Sent">What was sent to the customer, or may have been, in the 30 days after it (<see cref="EffectSample"/>), whichever contact carried it.</param>
/// <param name="PaidOnTime">Whether no payment was missed in these days; null while that is not known.</param>
/// <param name="Probability">Of a missed payment, as it was scored.</param>
public sealed record EffectUnit(
    string CustomerId, RiskLevel Level, Driver Driver, ContactChannel? Channel, string? TemplateId, double HoldoutShare, bool HeldOut, IReadOnlyList<SentMessage> Sent, bool? PaidOnTime, double Probability)
{
    /// <summary>
    /// Whether any of what was sent may have reached the customer. What is in doubt, or was unconfirmed until it was given up, counts: the rules
    /// count it as a contact too, a provider may ask for its price, and to leave it out would make each of the others seem to have been helped
    /// more. Where it did not go, the effect on those reached is larger than is said, and never smaller.
    /// </summary>
    public bool IsReached => Sent.Any(message => message.MayHaveReached);

    /// <summary>Whether it is known of any of it that it went.</summary>
    public bool IsReachedForCertain => Sent.Any(message => message.IsCertain);

    /// <param name="contact">That was proposed.</param>
    /// <param name="sent">See <see cref="Sent"/>.</param>
    public static EffectUnit Of(ContactRecord contact, IReadOnlyList<SentMessage> sent)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return new EffectUnit(
            contact.Proposal.CustomerId,
            contact.Proposal.Level,
            contact.Proposal.Driver,
            contact.IntendedChannel,
            contact.IntendedTemplateId,
            contact.HoldoutShare,
            contact.InHoldout,
            sent,
            contact.PaymentOutcome is { } outcome ? outcome == ContactOutcome.PaidOnTime : null,
            contact.Proposal.Probability);
    }
}
