using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;

namespace PreDelinquency.Outreach.Ports;

/// <summary>A contact with what a ledger does not need of it. Kept when the ledger has long left it out.</summary>
public sealed record ContactRecord
{
    /// <summary>Of the proposal, in the order of all.</summary>
    public required long Sequence { get; init; }

    public required ContactEntry Entry { get; init; }

    /// <summary>By the policy's priority of its level.</summary>
    public required int Priority { get; init; }

    /// <summary>The policy of the latest decision.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The customer's draw, from 0 to 1.</summary>
    public required double HoldoutDraw { get; init; }

    /// <summary>Whether the draw put the customer into the holdout at this level when it was proposed: the assignment that effects are measured by, whatever came of it.</summary>
    public required bool InHoldout { get; init; }

    /// <summary>The share of customers that the policy held out at this level when it was proposed, 0 to 1.</summary>
    public double HoldoutShare { get; init; }

    /// <summary>Whether it could have been sent when it was proposed, by a live policy and had nobody been held out: only then it counts for effects.</summary>
    public bool IsEligible { get; init; }

    /// <summary>The first channel of its level that the customer agreed to and can be reached by when it was proposed, held out or not: by it effects are compared. Null where there was none.</summary>
    public ContactChannel? IntendedChannel { get; init; }

    /// <summary>The text for that channel in the customer's language, and its words at that time (<see cref="MessageRenderer.TemplateId"/>); null where there was none.</summary>
    public string? IntendedTemplateId { get; init; }

    /// <summary>Whether nothing leaves the house for it, by the policy's mode.</summary>
    public bool DryRun { get; init; }

    /// <summary>IANA zone by which the customer's hours counted when rules were asked last; null where that was by a program that did not keep it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Of the message; null before one was rendered.</summary>
    public string? TemplateId { get; init; }

    /// <summary>What is offered; null before a message was rendered.</summary>
    public string? OfferCode { get; init; }

    /// <summary>The channel that the message was made for; null before one was.</summary>
    public ContactChannel? RenderedFor { get; init; }

    /// <summary>The fingerprint of name and language that it was made for (<see cref="CustomerFacts.AddresseeFingerprint"/>); null likewise, and of a program that did not keep it.</summary>
    public string? RenderedAddressee { get; init; }

    /// <summary>Who changed the message by hand; null where nobody did.</summary>
    public string? EditedBy { get; init; }

    /// <summary>The provider's name for the message that it took; null before.</summary>
    public string? Reference { get; init; }

    /// <summary>What left the house of it, or may have, in order: kept when the ledger has long left out the attempts. Null where the program that wrote it kept nothing of that.</summary>
    public IReadOnlyList<SentMessage>? Sent { get; init; }

    /// <summary>Why the latest hand-over failed or was refused; null where none did.</summary>
    public string? LastError { get; init; }

    /// <summary><see cref="ContactOutcome.PaidOnTime"/> or <see cref="ContactOutcome.Missed"/>; null while it is not known.</summary>
    public ContactOutcome? PaymentOutcome { get; init; }

    /// <summary>As the customer gets it. Stored apart, under the customer's own key; null before one was rendered, where it was not asked for, and where it cannot be read any more.</summary>
    [JsonIgnore]
    public RenderedMessage? Message { get; init; }

    [JsonIgnore]
    public string ContactId => Entry.ContactId;

    [JsonIgnore]
    public Proposal Proposal => Entry.Proposal;
}
