using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>The words of contacts: whether they stand, or are made anew.</content>
internal sealed partial class DeskChange
{
    /// <summary>
    /// Whether the words of a contact are those that it goes in now: for its channel, with the offer of now; and for the name and language
    /// of now and by the policy, unless a provider was asked for them. What a person wrote outlives a policy that allows it, and nobody's name.
    /// </summary>
    public bool Stands(ContactRecord record, ContactEntry entry, ContactChannel channel)
    {
        if (record.RenderedFor != channel || record.OfferCode != OfferTo(entry.Proposal).Code)
            return false;
        if (WasAsked(entry, channel))
            return true;
        // Of what somebody wrote under an earlier program it is not known for whom.
        var isForNow = record.RenderedAddressee == Case.Facts.AddresseeFingerprint || record is { RenderedAddressee: null, EditedBy: not null };
        return isForNow && (record.PolicyVersion == bundle.Version || (record.EditedBy is not null && IsStillGood(record)));
    }

    private ContactRecord Render(ContactRecord record, ContactChannel channel)
    {
        var proposal = record.Proposal;
        var texts = bundle.Texts.For(Case.Profile?.Language);
        var message = MessageRenderer.Render(texts, new TextKey(proposal.Driver, proposal.Level, channel), OfferTo(proposal), Policy.Sender, Case.Profile?.Name);
        return record with
        {
            Message = message,
            RenderedFor = channel,
            RenderedAddressee = Case.Facts.AddresseeFingerprint,
            EditedBy = null,
            TemplateId = message.TemplateId,
            OfferCode = message.OfferCode,
        };
    }

    /// <summary>What may be offered now.</summary>
    private Offer OfferTo(Proposal proposal) => Policy.Offers.For(proposal.Driver, Case.Facts.AvoidsCredit);

    // A provider that took it though its answer was lost acts once per key: what it is asked again must be what it was asked.
    private bool WasAsked(ContactEntry entry, ContactChannel channel) => _ledger.Attempts.Any(a => a.ContactId == entry.ContactId && a.Channel == channel && a.MayBeRepeated);

    private bool IsStillGood(ContactRecord record) => record.Message is { } message && TextRules.Broken(bundle.Texts.For(message.Language), message, Policy).Count == 0;
}
