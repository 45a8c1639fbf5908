using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>Something that changed a customer's ledger; the ledger is what all of them come to, in their order.</summary>
/// <param name="At">When, in UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ContactOpened), "contact_opened")]
[JsonDerivedType(typeof(ContactMoved), "contact_moved")]
[JsonDerivedType(typeof(ContactApproved), "contact_approved")]
[JsonDerivedType(typeof(ContactRejected), "contact_rejected")]
[JsonDerivedType(typeof(ContactDeclined), "contact_declined")]
[JsonDerivedType(typeof(AttemptBegun), "attempt_begun")]
[JsonDerivedType(typeof(AttemptEnded), "attempt_ended")]
[JsonDerivedType(typeof(DeliveryFailed), "delivery_failed")]
[JsonDerivedType(typeof(AddressUnusable), "address_unusable")]
[JsonDerivedType(typeof(ContactResent), "contact_resent")]
[JsonDerivedType(typeof(OptedOut), "opted_out")]
[JsonDerivedType(typeof(OptedIn), "opted_in")]
[JsonDerivedType(typeof(SuppressionSet), "suppression_set")]
[JsonDerivedType(typeof(SuppressionLifted), "suppression_lifted")]
[JsonDerivedType(typeof(ObjectionOpened), "objection_opened")]
[JsonDerivedType(typeof(ObjectionClosed), "objection_closed")]
public abstract record LedgerEvent(DateTimeOffset At)
{
    /// <summary>A proposal was read; it waits for nothing yet.</summary>
    public sealed record ContactOpened(DateTimeOffset At, Proposal Proposal, DateTimeOffset ExpiresAt) : LedgerEvent(At);

    /// <summary>A contact came to a state.</summary>
    /// <param name="At">When.</param>
    /// <param name="ContactId">Which.</param>
    /// <param name="State">The state.</param>
    /// <param name="Channel">The channel that was chosen; null where none was.</param>
    /// <param name="DueAt">When rules are asked again; null where they are not.</param>
    /// <param name="Rule">The rule that decided; null where none did.</param>
    /// <param name="ReservedChannel">The channel of whose budget it has an unused contact.</param>
    /// <param name="ReservedOn">The day of whose budget, by the policy's default zone; null where it has none.</param>
    public sealed record ContactMoved(DateTimeOffset At, string ContactId, ContactState State, ContactChannel? Channel, DateTimeOffset? DueAt, ContactRule? Rule, ContactChannel? ReservedChannel, DateOnly? ReservedOn = null) : LedgerEvent(At);

    /// <summary>A person approved a contact as it was.</summary>
    /// <param name="At">When.</param>
    /// <param name="ContactId">Which.</param>
    /// <param name="By">Who.</param>
    /// <param name="Channel">By which channel; null for what earlier versions took.</param>
    /// <param name="PolicyVersion">Under which policy; null likewise.</param>
    /// <param name="OfferCode">With which offer; null likewise.</param>
    /// <param name="AddresseeFingerprint">For which name and language, keyed; null likewise, and where neither is known.</param>
    public sealed record ContactApproved(
        DateTimeOffset At, string ContactId, string By, ContactChannel? Channel = null, string? PolicyVersion = null, string? OfferCode = null, string? AddresseeFingerprint = null) : LedgerEvent(At);

    public sealed record ContactRejected(DateTimeOffset At, string ContactId, string By, string Reason) : LedgerEvent(At);

    /// <summary>The customer does not want what was offered.</summary>
    public sealed record ContactDeclined(DateTimeOffset At, string ContactId) : LedgerEvent(At);

    /// <summary>A hand-over began.</summary>
    /// <param name="At">When.</param>
    /// <param name="ContactId">Of which contact.</param>
    /// <param name="Channel">By which channel.</param>
    /// <param name="Number">1, 2, 3 … within the contact.</param>
    /// <param name="DryRun">Whether nothing leaves the house, by the policy's mode.</param>
    /// <param name="Day">Whose budget it uses, by the policy's default zone; null in what an earlier version wrote.</param>
    /// <param name="AddressFingerprint">Of the address, keyed; null likewise, and where there is none.</param>
    /// <param name="OfferCode">What it offers; null likewise.</param>
    public sealed record AttemptBegun(DateTimeOffset At, string ContactId, ContactChannel Channel, int Number, bool DryRun = false, DateOnly? Day = null, string? AddressFingerprint = null, string? OfferCode = null) : LedgerEvent(At);

    public sealed record AttemptEnded(DateTimeOffset At, string ContactId, int Number, AttemptResult Result) : LedgerEvent(At);

    public sealed record DeliveryFailed(DateTimeOffset At, string ContactId, ContactChannel Channel, UndeliveredReason Reason) : LedgerEvent(At);

    public sealed record AddressUnusable(DateTimeOffset At, ContactChannel Channel, string Fingerprint) : LedgerEvent(At);

    /// <summary>A person sends again what failed.</summary>
    /// <param name="At">When.</param>
    /// <param name="ContactId">Which contact.</param>
    /// <param name="By">Who.</param>
    /// <param name="LiftsRefusals">Whether channels that refused it may be tried again; false in what an earlier version wrote, which no refusal kept from that.</param>
    public sealed record ContactResent(DateTimeOffset At, string ContactId, string By, bool LiftsRefusals = false) : LedgerEvent(At);

    /// <summary>A customer opted out.</summary>
    /// <param name="At">When.</param>
    /// <param name="Channel">Of which channel.</param>
    /// <param name="Source">Where it was said.</param>
    /// <param name="By">Whom of the bank's people it was told by; null where nobody is known.</param>
    public sealed record OptedOut(DateTimeOffset At, ContactChannel Channel, string Source, string? By = null) : LedgerEvent(At);

    public sealed record OptedIn(DateTimeOffset At, ContactChannel Channel, string Source, string? By = null) : LedgerEvent(At);

    public sealed record SuppressionSet(DateTimeOffset At, SuppressionReason Reason, string Source, string? By = null) : LedgerEvent(At);

    public sealed record SuppressionLifted(DateTimeOffset At, SuppressionReason Reason, string Source, string? By = null) : LedgerEvent(At);

    public sealed record ObjectionOpened(DateTimeOffset At, string ObjectionId) : LedgerEvent(At);

    public sealed record ObjectionClosed(DateTimeOffset At, string ObjectionId) : LedgerEvent(At);
}
