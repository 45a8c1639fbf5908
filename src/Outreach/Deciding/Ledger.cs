using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>All that decisions about one customer need of the past: the fold of its events.</summary>
public sealed record Ledger
{
    /// <summary>Days after which what is over is left out: longer than any cool-down or window of a policy can be.</summary>
    public const int KeptDays = 400;

    public required string CustomerId { get; init; }

    /// <summary>In the order in which they were proposed; those of the latest episode, and others for <see cref="KeptDays"/>.</summary>
    public IReadOnlyList<ContactEntry> Contacts { get; init; } = [];

    /// <summary>In the order in which they began; kept as long as contacts are.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>At most one for each channel.</summary>
    public IReadOnlyList<OptOut> OptOuts { get; init; } = [];

    /// <summary>At most one for each reason.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>At most one for each channel, the latest.</summary>
    public IReadOnlyList<UnusableAddress> UnusableAddresses { get; init; } = [];

    /// <summary>Those that are open.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>The ledger of somebody of whom nothing is known.</summary>
    public static Ledger Of(string customerId) => new() { CustomerId = customerId };

    /// <summary>The ledger of somebody who was forgotten: nothing is known of them but that they are left alone until they say otherwise.</summary>
    public static Ledger OfErased(string customerId, DateTimeOffset at) =>
        Of(customerId) with { OptOuts = [.. Enum.GetValues<ContactChannel>().Select(channel => new OptOut(channel, "erasure", at.ToUniversalTime()))] };

    /// <summary>A contact; null where there is none of that id.</summary>
    public ContactEntry? Find(string contactId) => Contacts.FirstOrDefault(c => c.ContactId == contactId);

    /// <summary>Whether an attempt of the contact has begun and not ended: it can no longer be called back.</summary>
    public bool IsInFlight(string contactId) => Attempts.Any(a => a.ContactId == contactId && a.Result is null);

    /// <summary>The ledger after an event.</summary>
    /// <exception cref="InvalidOperationException">The event speaks of a contact or an attempt that the ledger does not have.</exception>
    public Ledger Apply(LedgerEvent change) => change switch
    {
        LedgerEvent.ContactOpened e => Without(e.At.AddDays(-KeptDays), e.Proposal.EpisodeId).Open(e),
        LedgerEvent.ContactMoved e => With(e.ContactId, c => c with { State = e.State, Channel = e.Channel, DueAt = e.DueAt, Rule = e.Rule, ReservedChannel = e.ReservedChannel, ReservedOn = e.ReservedOn, ChangedAt = e.At }),
        LedgerEvent.ContactApproved e => With(e.ContactId, c => c with { ApprovedBy = e.By, ApprovedFor = e.Channel, ApprovedUnder = e.PolicyVersion, ApprovedOffer = e.OfferCode, ApprovedAddressee = e.AddresseeFingerprint }),
        LedgerEvent.ContactRejected e => With(e.ContactId, c => c with { State = ContactState.Withdrawn, DueAt = null, Rule = ContactRule.Rejection, ReservedChannel = null, ReservedOn = null, ChangedAt = e.At }),
        LedgerEvent.ContactDeclined e => With(e.ContactId, c => c with { DeclinedAt = e.At }),
        LedgerEvent.AttemptBegun e => Begin(e),
        LedgerEvent.AttemptEnded e => End(e),
        LedgerEvent.DeliveryFailed e => this with { Attempts = [.. Attempts.Select(a => a.ContactId == e.ContactId && a.Channel == e.Channel && a.MayHaveReached ? a with { Result = AttemptResult.Undelivered } : a)] },
        LedgerEvent.AddressUnusable e => this with { UnusableAddresses = [.. UnusableAddresses.Where(a => a.Channel != e.Channel), new(e.Channel, e.Fingerprint, e.At)] },
        LedgerEvent.ContactResent e => With(e.ContactId, c => c with { ChangedAt = e.At, RefusalsLiftedThrough = e.LiftsRefusals ? Attempts.Count(a => a.ContactId == e.ContactId) : c.RefusalsLiftedThrough }),
        LedgerEvent.OptedOut e => this with { OptOuts = [.. OptOuts.Where(o => o.Channel != e.Channel), new(e.Channel, e.Source, e.At)] },
        LedgerEvent.OptedIn e => this with { OptOuts = [.. OptOuts.Where(o => o.Channel != e.Channel)] },
        LedgerEvent.SuppressionSet e => this with { Suppressions = [.. Suppressions.Where(s => s.Reason != e.Reason), new(e.Reason, e.Source, e.At)] },
        LedgerEvent.SuppressionLifted e => this with { Suppressions = [.. Suppressions.Where(s => s.Reason != e.Reason)] },
        LedgerEvent.ObjectionOpened e => this with { Objections = [.. Objections.Where(o => o.ObjectionId != e.ObjectionId), new(e.ObjectionId, e.At)] },
        LedgerEvent.ObjectionClosed e => this with { Objections = [.. Objections.Where(o => o.ObjectionId != e.ObjectionId)] },
        _ => throw new InvalidOperationException($"A ledger knows no event {change?.GetType().Name ?? "null"}."),
    };

    /// <summary>The ledger after several events.</summary>
    public Ledger Apply(IEnumerable<LedgerEvent> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Aggregate(this, (ledger, change) => ledger.Apply(change));
    }

    private Ledger Open(LedgerEvent.ContactOpened e) =>
        this with { Contacts = [.. Contacts, new() { Proposal = e.Proposal, State = ContactState.Waiting, ExpiresAt = e.ExpiresAt, ChangedAt = e.At }] };

    private Ledger Begin(LedgerEvent.AttemptBegun e)
    {
        var contact = Find(e.ContactId) ?? throw Unknown(e.ContactId);
        var attempt = new Attempt(e.ContactId, contact.Proposal.EpisodeId, contact.Proposal.Level, e.Channel, e.Number, e.At, null, e.DryRun, e.Day, e.AddressFingerprint, e.OfferCode);
        return With(e.ContactId, c => c with { ReservedChannel = null, ReservedOn = null, ChangedAt = e.At }) with { Attempts = [.. Attempts, attempt] };
    }

    private Ledger End(LedgerEvent.AttemptEnded e)
    {
        var attempt = Attempts.FirstOrDefault(a => a.ContactId == e.ContactId && a.Number == e.Number && a.Result is null)
            ?? throw new InvalidOperationException($"The ledger of {CustomerId} has no attempt {e.Number} of {e.ContactId} that goes on.");
        var ended = this with { Attempts = [.. Attempts.Select(a => a == attempt ? a with { Result = e.Result } : a)] };
        // Nothing went out, or the next attempt repeats what did: what was taken of the day's budget is still there for the next attempt of that day.
        return e.Result is AttemptResult.Unavailable or AttemptResult.Unconfirmed or AttemptResult.NotMade ? ended.With(e.ContactId, c => c with { ReservedChannel = attempt.Channel, ReservedOn = attempt.Day }) : ended;
    }

    private Ledger With(string contactId, Func<ContactEntry, ContactEntry> change) => Find(contactId) is null
        ? throw Unknown(contactId)
        : this with { Contacts = [.. Contacts.Select(c => c.ContactId == contactId ? change(c) : c)] };

    private Ledger Without(DateTimeOffset before, string episodeId)
    {
        var contacts = Contacts.Where(c => c.IsOpen || c.ChangedAt >= before || c.Proposal.EpisodeId == episodeId).ToList();
        return contacts.Count == Contacts.Count ? this : this with { Contacts = contacts, Attempts = [.. Attempts.Where(a => contacts.Exists(c => c.ContactId == a.ContactId))] };
    }

    private InvalidOperationException Unknown(string contactId) => new($"The ledger of {CustomerId} has no contact {contactId}.");
}
