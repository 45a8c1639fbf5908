using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>One change of one customer, from what was loaded to what is to be committed. Without a case no rule can be asked, and no message is made.</summary>
internal sealed partial class DeskChange(IOutreachStore store, StoredLedger stored, PolicyBundle bundle, CustomerCase? customer, DateTimeOffset now, DateTimeOffset clock)
{
    private readonly List<AuditDraft> _audit = [];
    private readonly List<DecisionAction> _actions = [];
    private readonly List<Attempt> _ended = [];
    private readonly List<OutboxEntry> _outbox = [];
    private readonly List<string> _leaves = [];
    private readonly List<OutreachOutcome> _outcomes = [];
    private readonly List<ObjectionReview> _reviews = [];
    private readonly Dictionary<string, Func<ContactRecord, ContactRecord>> _edits = new(StringComparer.Ordinal);
    private Ledger _ledger = stored.Ledger;
    private BudgetTake? _takes;
    private long? _sequence;
    private bool _isEligible;

    public CustomerCase Case => customer ?? throw new InvalidOperationException("No rule is asked in this change.");

    public ContactPolicy Policy => bundle.Policy;

    public PolicyBundle Bundle => bundle;

    /// <summary>The engine's present.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The real clock.</summary>
    public DateTimeOffset Clock => clock;

    /// <summary>After what was taken so far.</summary>
    public Ledger Ledger => _ledger;

    /// <summary>The version of the ledger after this change; no two changes have the same.</summary>
    public long NextVersion => stored.Version + 1;

    /// <summary>What rules decided in it.</summary>
    public IReadOnlyList<DecisionAction> Actions => _actions;

    /// <summary>Attempts that ended in it.</summary>
    public IReadOnlyList<Attempt> Ended => _ended;

    private string CustomerId => _ledger.CustomerId;

    private string TimeZone => Case.Facts.TimeZone ?? Policy.DefaultTimeZone;

    private DateOnly Day => Policy.DayOf(now);

    /// <summary>How long the customer's hours of contact still last, where the present lies within them.</summary>
    public TimeSpan HoursLeft => LocalHours.End(now, LocalHours.Zone(TimeZone)!, Policy.ContactHours) - now;

    /// <summary>What is left of the day's budget.</summary>
    public async ValueTask<DailyBudget> BudgetLeftAsync(CancellationToken cancellationToken)
    {
        var left = Policy.DailyBudget;
        foreach (var (channel, used) in await store.ReadUsedBudgetAsync(Day, cancellationToken))
            left = left.Less(channel, used);
        return left;
    }

    public void Take(Decision decision)
    {
        _ledger = decision.Ledger;
        _actions.Add(decision.Record.Action);
        _audit.Add(AuditDrafts.Of(decision.Record));
        _audit.AddRange(decision.Events.Select(e => AuditDrafts.Of(CustomerId, e)));
        if (decision.TakesBudget is { } channel)
            _takes = new BudgetTake(Day, channel, Policy.DailyBudget.Of(channel));
    }

    /// <returns>Whether it changes anything.</returns>
    public bool Take(LedgerChange change)
    {
        _ledger = change.Ledger;
        _ended.AddRange(change.Events.OfType<LedgerEvent.AttemptEnded>().Select(e => _ledger.Attempts.Single(a => a.ContactId == e.ContactId && a.Number == e.Number)));
        _audit.AddRange(change.Events.Select(e => AuditDrafts.Of(CustomerId, e)));
        return change.Events.Count > 0;
    }

    /// <summary>What is to be known of the proposal that opens a contact.</summary>
    /// <param name="sequence">Its own.</param>
    /// <param name="isEligible">See <see cref="ContactRecord.IsEligible"/>.</param>
    public void OpenedBy(long sequence, bool isEligible) => (_sequence, _isEligible) = (sequence, isEligible);

    public void Add(AuditDraft draft) => _audit.Add(draft);

    public void Add(OutreachOutcome outcome)
    {
        _outcomes.Add(outcome);
        _audit.Add(AuditDrafts.Of(outcome.At, AuditDrafts.Outcome, CustomerId, outcome.ContactId, outcome));
    }

    public void Add(ObjectionReview review) => _reviews.Add(review);

    public void Put(OutboxEntry entry) => _outbox.Add(entry);

    public void LeaveOutbox(string contactId) => _leaves.Add(contactId);

    /// <summary>Changes what a ledger does not hold of a contact.</summary>
    public void Edit(string contactId, Func<ContactRecord, ContactRecord> edit) =>
        _edits[contactId] = _edits.TryGetValue(contactId, out var before) ? record => edit(before(record)) : edit;

    /// <summary>All of it; null where nothing changed.</summary>
    public async ValueTask<OutreachCommit?> ToCommitAsync(CancellationToken cancellationToken)
    {
        var changed = _ledger.Contacts.Where(c => !ReferenceEquals(stored.Ledger.Find(c.ContactId), c)).Select(c => c.ContactId)
            .Union(_ledger.Attempts.Except(stored.Ledger.Attempts).Select(a => a.ContactId)).Union(_edits.Keys).ToList();
        if (changed.Count + _audit.Count + _outbox.Count + _leaves.Count == 0 && _sequence is null)
            return null;
        var known = (await store.ReadContactsAsync(changed, cancellationToken)).ToDictionary(record => record.ContactId, StringComparer.Ordinal);
        var contacts = new List<ContactRecord>();
        foreach (var contactId in changed)
        {
            var record = known.GetValueOrDefault(contactId);
            if (record is null && stored.Ledger.Find(contactId) is { } was)
            {
                // Its row cannot be read. What asks no rule counts all the same, as that a customer objects; a rule is not asked about it: this throws.
                if (customer is not null)
                    record = await store.FindContactAsync(contactId, cancellationToken);
                else if (was.State == ContactState.Sending && _ledger.Find(contactId) is not { State: ContactState.Sending })
                    _leaves.Add(contactId);
                if (record is null)
                    continue;
            }

            // What a person wrote under another policy is read again, to be held to the rules of this one.
            if (record is { EditedBy: not null } && record.PolicyVersion != bundle.Version)
                record = await store.FindContactAsync(contactId, cancellationToken);
            // One that the ledger has left out is over; what came of it may still be told, unless its customer was forgotten meanwhile.
            if (_ledger.Find(contactId) is { } entry)
                contacts.Add(After(entry, record));
            else if (record is not null)
                contacts.Add(record);
        }

        return new OutreachCommit
        {
            Ledger = _ledger,
            ExpectedVersion = stored.Version,
            Contacts = [.. contacts.Select(record => _edits.TryGetValue(record.ContactId, out var edit) ? edit(record) : record)],
            Outbox = _outbox,
            LeavesOutbox = _leaves,
            OptOuts = _ledger.OptOuts.SequenceEqual(stored.Ledger.OptOuts) ? null : _ledger.OptOuts,
            Takes = _takes,
            Outcomes = _outcomes,
            Reviews = _reviews,
            Audit = _audit,
            ThroughSequence = _sequence,
        };
    }

    private ContactRecord After(ContactEntry entry, ContactRecord? before)
    {
        var record = before ?? Open(entry);
        var was = record.Entry;
        record = record with { Entry = entry, Sent = SentMessage.Of(_ledger, entry.ContactId), TimeZone = customer is null ? record.TimeZone : TimeZone };
        Move(was, entry, record);
        // Before it is handed over, rules are asked once more, and with them the message is made anew where that is called for.
        if (customer is null || entry.Channel is not { } channel || entry.State is not (ContactState.AwaitingApproval or ContactState.Sending))
            return record;
        record = record with { DryRun = Policy.Mode == OutreachMode.DryRun };
        return (Stands(record, entry, channel) ? record : Render(record, channel)) with { PolicyVersion = bundle.Version };
    }

    private ContactRecord Open(ContactEntry entry)
    {
        var level = Policy.Levels[entry.Proposal.Level];
        ContactChannel? intended = level.Channels.Where(channel => Policy.DailyBudget.Of(channel) > 0 && Case.Facts.Agreed(channel) && Case.Facts.HasAddress(channel)).Select(channel => (ContactChannel?)channel).FirstOrDefault();
        var record = new ContactRecord
        {
            Sequence = _sequence ?? throw new InvalidOperationException($"{entry.ContactId} is not known to the store."),
            // As it was before any decision.
            Entry = entry with { State = ContactState.Waiting, Channel = null },
            Priority = level.Priority,
            PolicyVersion = bundle.Version,
            HoldoutDraw = Case.Facts.HoldoutDraw,
            InHoldout = Case.Facts.HoldoutDraw < level.HoldoutPercent / 100,
            HoldoutShare = level.HoldoutPercent / 100,
            IsEligible = _isEligible,
            IntendedChannel = intended,
            IntendedTemplateId = intended is { } channel
                ? MessageRenderer.TemplateId(bundle.Texts.For(Case.Profile?.Language), new TextKey(entry.Proposal.Driver, entry.Proposal.Level, channel), OfferTo(entry.Proposal), Policy.Sender)
                : null,
        };
        Add(AuditDrafts.Of(now, AuditDrafts.Assignment, CustomerId, record.ContactId, Assignment.Of(record)));
        return record;
    }

    private void Move(ContactEntry was, ContactEntry entry, ContactRecord record)
    {
        if (entry.State == ContactState.Sending && (was.State != ContactState.Sending || was.Channel != entry.Channel))
            _outbox.Add(Queue(entry, entry.Channel!.Value));
        else if (entry.State != ContactState.Sending && was.State == ContactState.Sending)
            _leaves.Add(entry.ContactId);
        if (entry.State == was.State)
            return;
        if (entry.State == ContactState.Sent)
            Add(new OutreachOutcome(entry.ContactId, ContactOutcome.Sent, now, record.DryRun ? "dry_run" : WireNames<ContactChannel>.Of(entry.Channel!.Value)));
    }

    /// <summary>A night or another wait makes nothing new of what was tried before: patience goes on from there, until a person sends it again.</summary>
    private OutboxEntry Queue(ContactEntry entry, ContactChannel channel)
    {
        var tries = _ledger.Attempts.Where(a => a.ContactId == entry.ContactId && a.Channel == channel && a.MayBeRepeated && a.Number > entry.RefusalsLiftedThrough).ToList();
        // Attempts have moments of the engine's present.
        var since = tries is [var first, ..] ? clock - (now - first.At) : clock;
        return new OutboxEntry { ContactId = entry.ContactId, CustomerId = CustomerId, Channel = channel, NextAt = clock, Tries = tries.Count, Since = since };
    }
}
