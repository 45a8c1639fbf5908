using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <content>What people, customers and channels say. Sources, persons and reasons are opaque here; they are kept as they come.</content>
public static partial class Decider
{
    /// <summary>A person approves a contact, by the channel that was chosen; all rules are asked again. Where they choose another, or the offer or the customer's name or language is another later on, it waits for approval once more.</summary>
    /// <returns>Null where it does not wait for approval.</returns>
    public static Decision? Approve(Ledger ledger, string contactId, string by, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        Check(ledger, facts, policy);
        ArgumentException.ThrowIfNullOrEmpty(by);
        var at = now.ToUniversalTime();
        return ledger.Find(contactId) is { State: ContactState.AwaitingApproval } contact
            ? Ask(ledger, contactId, DecisionTrigger.Approved, facts, policy, left, at, [new LedgerEvent.ContactApproved(at, contactId, by, contact.Channel, policy.Version, OfferCode(contact, facts, policy), facts.AddresseeFingerprint)])
            : null;
    }

    /// <summary>A person rejects a contact that is not on its way.</summary>
    public static LedgerChange Reject(Ledger ledger, string contactId, string by, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentException.ThrowIfNullOrEmpty(by);
        return Change(ledger, IsUndecided(ledger, contactId) ? [new LedgerEvent.ContactRejected(now.ToUniversalTime(), contactId, by, reason)] : []);
    }

    /// <summary>An attempt ended. A refusal or a doubt is for a person; an unanswered call is tried again after the hours that the policy says.</summary>
    /// <exception cref="InvalidOperationException">There is no such attempt that goes on.</exception>
    public static LedgerChange EndAttempt(Ledger ledger, string contactId, int number, AttemptResult result, ContactPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(policy);
        var at = now.ToUniversalTime();
        var ended = new LedgerEvent.AttemptEnded(at, contactId, number, result);
        // What its customer answered may have come before.
        if (ledger.Find(contactId) is not { State: ContactState.Sending } contact)
            return Change(ledger, [ended]);
        return Change(ledger, result switch
        {
            AttemptResult.Accepted => [ended, End(contact, ContactState.Sent, null, at)],
            AttemptResult.Refused or AttemptResult.InDoubt => [ended, End(contact, ContactState.Failed, null, at)],
            AttemptResult.Unanswered => [ended, End(contact, ContactState.Waiting, ContactRule.UnansweredCall, at) with { DueAt = at.AddHours(policy.RetryCallAfterHours) }],
            _ => [ended],
        });
    }

    /// <summary>A channel stayed unavailable for too long: the contact becomes a dead letter.</summary>
    public static LedgerChange GiveUp(Ledger ledger, string contactId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, IsUndecided(ledger, contactId) ? [End(ledger.Find(contactId)!, ContactState.Failed, null, now.ToUniversalTime())] : []);
    }

    /// <summary>An outcome came back. A delivery moves on whatever may have gone, also where it was given up or withdrawn meanwhile, and a "no" lets the next one cool down; of the others a ledger keeps nothing, and an opt-out is <see cref="OptOut"/>.</summary>
    public static LedgerChange RecordOutcome(Ledger ledger, string contactId, ContactOutcome outcome, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (outcome == ContactOutcome.Declined)
            return Change(ledger, ledger.Find(contactId) is { DeclinedAt: null } ? [new LedgerEvent.ContactDeclined(now.ToUniversalTime(), contactId)] : []);
        return outcome == ContactOutcome.Delivered && ledger.Find(contactId) is { State: not ContactState.Delivered } contact && ledger.Attempts.Any(a => a.ContactId == contactId && a.MayHaveReached)
            ? Change(ledger, [End(contact, ContactState.Delivered, null, now.ToUniversalTime())])
            : new(ledger, []);
    }

    /// <summary>A customer opts out of channels; whatever is not on its way asks before it goes.</summary>
    public static LedgerChange OptOut(Ledger ledger, IReadOnlyList<ContactChannel> channels, string source, DateTimeOffset now, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, [.. channels.Distinct().Where(c => ledger.OptOuts.All(o => o.Channel != c)).Select(c => new LedgerEvent.OptedOut(now.ToUniversalTime(), c, source, by))]);
    }

    /// <summary>A customer takes an opt-out back.</summary>
    public static LedgerChange OptIn(Ledger ledger, IReadOnlyList<ContactChannel> channels, string source, DateTimeOffset now, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, [.. channels.Distinct().Where(c => ledger.OptOuts.Any(o => o.Channel == c)).Select(c => new LedgerEvent.OptedIn(now.ToUniversalTime(), c, source, by))]);
    }

    /// <summary>The bank tells a reason to leave a customer alone; open contacts end where the policy lets it block.</summary>
    public static LedgerChange Suppress(Ledger ledger, SuppressionReason reason, string source, ContactPolicy policy, DateTimeOffset now, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(policy);
        if (ledger.Suppressions.Any(s => s.Reason == reason))
            return new(ledger, []);
        var at = now.ToUniversalTime();
        var ended = policy.BlockingSuppressions.Contains(reason) ? Undecided(ledger).Select(c => End(c, ContactState.Blocked, ContactRule.Suppression, at)) : [];
        return Change(ledger, [new LedgerEvent.SuppressionSet(at, reason, source, by), .. ended]);
    }

    /// <summary>A reason no longer holds.</summary>
    public static LedgerChange Unsuppress(Ledger ledger, SuppressionReason reason, string source, DateTimeOffset now, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, ledger.Suppressions.Any(s => s.Reason == reason) ? [new LedgerEvent.SuppressionLifted(now.ToUniversalTime(), reason, source, by)] : []);
    }

    /// <summary>A customer objects: open contacts end, and there are none until the review is closed.</summary>
    public static LedgerChange RaiseObjection(Ledger ledger, string objectionId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentException.ThrowIfNullOrEmpty(objectionId);
        if (ledger.Objections.Any(o => o.ObjectionId == objectionId))
            return new(ledger, []);
        var at = now.ToUniversalTime();
        return Change(ledger, [new LedgerEvent.ObjectionOpened(at, objectionId), .. Undecided(ledger).Select(c => End(c, ContactState.Withdrawn, ContactRule.Objection, at))]);
    }

    /// <summary>The review of an objection is over.</summary>
    public static LedgerChange CloseObjection(Ledger ledger, string objectionId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, ledger.Objections.Any(o => o.ObjectionId == objectionId) ? [new LedgerEvent.ObjectionClosed(now.ToUniversalTime(), objectionId)] : []);
    }

    /// <summary>An episode ended: what was still to be sent in it is not.</summary>
    public static LedgerChange EndEpisode(Ledger ledger, string episodeId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, [.. Undecided(ledger).Where(c => c.Proposal.EpisodeId == episodeId).Select(c => End(c, ContactState.Withdrawn, ContactRule.OpenEpisode, now.ToUniversalTime()))]);
    }

    private static IEnumerable<ContactEntry> Undecided(Ledger ledger) => ledger.Contacts.Where(c => c.IsOpen && !ledger.IsInFlight(c.ContactId));

    private static LedgerChange Change(Ledger ledger, IReadOnlyList<LedgerEvent> events) => new(ledger.Apply(events), events);
}
