using System.Globalization;
using System.Text.Json;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// Holds what rules and effects go by against the audit log: a ledger is what its events in the log come to, and of every contact came back
/// what the log tells. <see cref="AuditVerification"/> says whether the log is what was written; this, whether anybody changed a ledger or an
/// outcome behind its back. Keeps every ledger in memory.
/// </summary>
/// <param name="store">Holds both; the gateway may be writing to it.</param>
public sealed class LedgerVerification(IOutreachStore store)
{
    private const int Page = 1000;

    private readonly Dictionary<string, Ledger> _ledgers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, SortedSet<ContactOutcome>>> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unreadable = new(StringComparer.Ordinal);
    private long _through;

    /// <returns>The first thing that is wrong; null where nothing is.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await ReadOnAsync(cancellationToken);
        foreach (var customerId in _ledgers.Keys.Order(StringComparer.Ordinal).ToList())
        {
            // A ledger that is ahead was changed while this read: the log, which is written with it, goes on too.
            while (!IsSame((await store.LoadAsync(customerId, cancellationToken)).Ledger))
            {
                if (!await ReadOnAsync(cancellationToken))
                    return $"the ledger of {customerId} is not what its events in the log come to";
            }
        }

        if (await CheckOutcomesAsync(cancellationToken) is { } fault)
            return fault;
        return _unreadable.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"entry {_unreadable.Values.Min()} cannot be read, and its customer was not erased");
    }

    private async Task<string?> CheckOutcomesAsync(CancellationToken cancellationToken)
    {
        var filter = new ContactFilter();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (await store.ReadContactsAsync(filter, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var contact in page)
            {
                seen.Add(contact.ContactId);
                // One that is ahead of what was read of the log changed meanwhile, as above; one that is gone was erased.
                while (await store.ReadContactsAsync([contact.ContactId], cancellationToken) is [var latest] && !await IsSameAsync(latest, cancellationToken))
                {
                    if (!await ReadOnAsync(cancellationToken))
                        return $"the outcomes of {contact.ContactId} are not those in the log";
                }
            }

            filter = filter with { AfterSequence = page[^1].Sequence };
        }

        if (store.TakeLeftOut() is [var unreadable, ..])
            return unreadable.Message;
        var lost = _outcomes.Where(own => !_unreadable.ContainsKey(own.Key)).SelectMany(own => own.Value.Keys).Where(id => !seen.Contains(id)).Order(StringComparer.Ordinal).ToList();
        foreach (var contactId in lost)
        {
            // Made, or erased, since the contacts were read.
            while (_outcomes.Values.Any(own => own.ContainsKey(contactId)) && await store.ReadContactsAsync([contactId], cancellationToken) is [])
            {
                if (!await ReadOnAsync(cancellationToken))
                    return $"{contactId} is gone, of which the log tells outcomes";
            }
        }

        return null;
    }

    private async ValueTask<bool> IsSameAsync(ContactRecord contact, CancellationToken cancellationToken)
    {
        var customerId = contact.Proposal.CustomerId;
        if (_unreadable.ContainsKey(customerId))
            return true;
        var told = _outcomes.GetValueOrDefault(customerId)?.GetValueOrDefault(contact.ContactId) ?? [];
        var stored = (await store.ReadOutcomesAsync(contact.ContactId, cancellationToken)).Select(outcome => outcome.Outcome);
        ContactOutcome? payment = told.Contains(ContactOutcome.Missed) ? ContactOutcome.Missed : told.Contains(ContactOutcome.PaidOnTime) ? ContactOutcome.PaidOnTime : null;
        return told.SetEquals(stored) && contact.PaymentOutcome == payment;
    }

    /// <returns>Whether there was anything new.</returns>
    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        var before = _through;
        while (await store.ReadAuditAsync(_through, Page, opensBodies: true, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                Read(entry);
            _through = page[^1].Sequence;
        }

        return _through > before;
    }

    private void Read(AuditEntry entry)
    {
        if (entry.Kind == AuditDrafts.CustomerErased)
        {
            using var body = JsonDocument.Parse(entry.Body!);
            var erased = body.RootElement.GetProperty("customer_id").GetString()!;
            _ledgers[erased] = Ledger.OfErased(erased, entry.At);
            _outcomes.Remove(erased);
            _unreadable.Remove(erased);
        }
        else if (entry.CustomerId is { } customerId && (AuditDrafts.IsLedgerEvent(entry.Kind) || entry.Kind == AuditDrafts.Outcome))
        {
            if (entry.Body is not { } opened)
                _unreadable.TryAdd(customerId, entry.Sequence);
            else if (entry.Kind == AuditDrafts.Outcome)
                Read(customerId, JsonSerializer.Deserialize<OutreachOutcome>(opened, OutreachJson.Options)!);
            else if (!_unreadable.ContainsKey(customerId))
                _ledgers[customerId] = (_ledgers.GetValueOrDefault(customerId) ?? Ledger.Of(customerId)).Apply(JsonSerializer.Deserialize<LedgerEvent>(opened, OutreachJson.Options)!);
        }
    }

    private void Read(string customerId, OutreachOutcome outcome)
    {
        if (!_outcomes.TryGetValue(customerId, out var own))
            _outcomes[customerId] = own = new Dictionary<string, SortedSet<ContactOutcome>>(StringComparer.Ordinal);
        if (!own.TryGetValue(outcome.ContactId, out var told))
            own[outcome.ContactId] = told = [];
        told.Add(outcome.Outcome);
    }

    private bool IsSame(Ledger stored) => _unreadable.ContainsKey(stored.CustomerId) || ToJson(stored) == ToJson(_ledgers[stored.CustomerId]);

    private static string ToJson(Ledger ledger) => JsonSerializer.Serialize(ledger, OutreachJson.Options);
}
