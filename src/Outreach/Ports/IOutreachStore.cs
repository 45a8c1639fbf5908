using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Ports;

/// <summary>
/// Keeps ledgers, contacts, the outbox, budgets and the audit log. Several processes may use one at once: whoever decided on an older
/// ledger is refused. Every member may be called from any thread and throws <see cref="Engine.Ports.StoreException"/> where the store
/// does not work, or what it holds of a customer is damaged; lists of contacts and objections leave out what cannot be read instead.
/// </summary>
public interface IOutreachStore : IAsyncDisposable
{
    /// <summary>Kind and place, for people.</summary>
    string Description { get; }

    /// <summary>Sequence up to which every proposal is decided; 0 in the beginning.</summary>
    ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>Says that nothing up to a sequence is still to be decided; never goes back.</summary>
    ValueTask MovePositionAsync(long throughSequence, CancellationToken cancellationToken);

    ValueTask<StoredLedger> LoadAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Versions of the ledgers of customers, which go up whenever one changes; without those that have none yet.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> ReadLedgerVersionsAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken);

    /// <summary>Customers that have a ledger, in an order of the store.</summary>
    /// <param name="after">Goes on behind this one; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> ReadCustomerIdsAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Makes a change durable, all of it or nothing.</summary>
    /// <exception cref="LedgerConflictException">The ledger has another version by now, or the budget of the day is used up.</exception>
    ValueTask CommitAsync(OutreachCommit commit, CancellationToken cancellationToken);

    /// <summary>How much of a day's budget is used by each channel; without those of which nothing is.</summary>
    ValueTask<IReadOnlyDictionary<ContactChannel, int>> ReadUsedBudgetAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>A contact with its message, where that can be read; null where there is no such contact.</summary>
    ValueTask<ContactRecord?> FindContactAsync(string contactId, CancellationToken cancellationToken);

    /// <summary>Contacts with these ids and their messages, in the order of the ids; those that there are none of are left out.</summary>
    ValueTask<IReadOnlyList<ContactRecord>> ReadWholeContactsAsync(IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken);

    /// <summary>Contacts with these ids, without messages, in any order; those that there are none of are left out.</summary>
    ValueTask<IReadOnlyList<ContactRecord>> ReadContactsAsync(IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken);

    /// <summary>Contacts in the order of sequence that the filter names, without messages; fewer than the limit where there are no more that can be read.</summary>
    ValueTask<IReadOnlyList<ContactRecord>> ReadContactsAsync(ContactFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>Contacts whose rules are to be asked again, the most urgent first (<see cref="ContactUrgency"/>), without messages.</summary>
    ValueTask<IReadOnlyList<ContactRecord>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>What lists have left out, as it cannot be read, since this was asked before: each once, for whoever logs it.</summary>
    IReadOnlyList<Engine.Ports.StoreException> TakeLeftOut();

    /// <summary>Takes entries of the outbox that nobody works on, so that nobody else works on them until the lease ends.</summary>
    /// <param name="channel">Of which channel.</param>
    /// <param name="owner">Who takes them.</param>
    /// <param name="now">By the real clock.</param>
    /// <param name="leasedUntil">Until when.</param>
    /// <param name="limit">At most so many, longest due first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<OutboxEntry>> ClaimAsync(ContactChannel channel, string owner, DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Takes one entry that nobody works on.</summary>
    /// <returns>Null where there is none of this contact, or somebody works on it.</returns>
    ValueTask<OutboxEntry?> ClaimAsync(string contactId, string owner, DateTimeOffset now, DateTimeOffset leasedUntil, CancellationToken cancellationToken);

    /// <summary>Gives back what was claimed and not worked on: others may take it at once. Entries that are leased anew by now, or gone, are passed over.</summary>
    ValueTask ReleaseAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken);

    /// <summary>A contact's entry of the outbox; null where there is none.</summary>
    ValueTask<OutboxEntry?> ReadOutboxAsync(string contactId, CancellationToken cancellationToken);

    /// <summary>The outbox of a channel by priority, then age.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(ContactChannel channel, int limit, CancellationToken cancellationToken);

    /// <summary>Entries of a channel that somebody took and gave back to nobody before the lease ended, longest first.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> ReadAbandonedAsync(ContactChannel channel, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Counts what waits.</summary>
    ValueTask<OutreachBacklog> ReadBacklogAsync(CancellationToken cancellationToken);

    /// <summary>What came back of a contact, in order of moments.</summary>
    ValueTask<IReadOnlyList<OutreachOutcome>> ReadOutcomesAsync(string contactId, CancellationToken cancellationToken);

    /// <summary>Contacts that customers replied to or accepted, and that nobody has seen to since, whoever waits longest first.</summary>
    ValueTask<IReadOnlyList<CustomerAnswer>> ReadAnswersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Opt-outs of all customers, latest first.</summary>
    /// <param name="channel">Of which channel; null for all.</param>
    /// <param name="after">Goes on from there; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<CustomerOptOut>> ReadOptOutsAsync(ContactChannel? channel, OptOutPlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many opt-outs there are.</summary>
    /// <param name="channel">Of which channel; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<long> CountOptOutsAsync(ContactChannel? channel, CancellationToken cancellationToken);

    /// <summary>Objections, latest first.</summary>
    /// <param name="customerId">Of whom; null for all.</param>
    /// <param name="openOnly">Whether to leave out those that are closed.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ObjectionReview>> ReadReviewsAsync(string? customerId, bool openOnly, int limit, CancellationToken cancellationToken);

    /// <summary>The policy in force for all processes that share the store; null where that is the known one, or there is none.</summary>
    /// <param name="known">The version that the caller has; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<StoredPolicy?> ReadPolicyInForceAsync(string? known, CancellationToken cancellationToken);

    /// <summary>A policy that was proposed; null where it never was.</summary>
    ValueTask<PolicyChange?> FindPolicyChangeAsync(string version, CancellationToken cancellationToken);

    /// <summary>Policies that were proposed, latest first.</summary>
    ValueTask<IReadOnlyList<PolicyChange>> ReadPolicyChangesAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Adds or replaces a proposed policy.</summary>
    /// <param name="change">What it is by now.</param>
    /// <param name="expected">What it was; null for a new one.</param>
    /// <param name="inForce">The policy itself, where it comes into force for all processes that share the store; else null.</param>
    /// <param name="audit">Goes into the audit log with it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LedgerConflictException">It is something else by now.</exception>
    ValueTask PutPolicyChangeAsync(PolicyChange change, PolicyChangeState? expected, StoredPolicy? inForce, AuditDraft audit, CancellationToken cancellationToken);

    /// <summary>Writes into the audit log what is no change of a ledger.</summary>
    ValueTask AppendAuditAsync(IReadOnlyList<AuditDraft> drafts, CancellationToken cancellationToken);

    /// <summary>Where the store says that the audit log ends.</summary>
    ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken);

    /// <summary>The audit log after a sequence, in order.</summary>
    /// <param name="afterSequence">0 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="opensBodies">Whether bodies that are sealed are opened where their keys are there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long afterSequence, int limit, bool opensBodies, CancellationToken cancellationToken);

    /// <summary>Of the audit log what concerns a contact, in order.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(string contactId, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a customer: contacts, messages, outcomes, objections and outbox go, the key under which the audit log's entries are sealed is
    /// destroyed, and of the ledger remains that the customer is left alone (<see cref="Ledger.OfErased"/>). The audit log still verifies.
    /// </summary>
    /// <returns>False where the customer was forgotten before and nothing came since: nothing changes, and nothing is logged.</returns>
    ValueTask<bool> EraseAsync(ErasureOrder order, CancellationToken cancellationToken);
}
