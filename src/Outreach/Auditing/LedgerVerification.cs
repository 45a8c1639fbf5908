using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// Holds what rules and effects go by against the audit log: every ledger is what its events come to; of every contact that was opened there is
/// the row, with the state, the assignment, what was sent and the outcomes that the log tells; opt-outs, objections, decisions about
/// policies and the days' budgets likewise. <see cref="AuditVerification"/> says whether the log is what was written; this, whether anybody
/// changed the store behind its back. It does not look at words of messages, which are sealed, nor at the columns and the outbox, by which
/// the store finds what is to be done next.
/// </summary>
/// <param name="store">Holds both; the gateway may be writing to it.</param>
public sealed class LedgerVerification(IOutreachStore store)
{
    private const int Page = 1000;

    private readonly LogReplay _log = new();

    /// <returns>The first thing that is wrong; null where nothing is.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadOnAsync(cancellationToken);
            return await CheckLedgersAsync(cancellationToken)
                ?? await CheckContactsAsync(cancellationToken)
                ?? await HoldAsync(() => CheckOptOutsAsync(cancellationToken), cancellationToken)
                ?? await HoldAsync(() => CheckReviewsAsync(cancellationToken), cancellationToken)
                ?? await HoldAsync(() => CheckPoliciesAsync(cancellationToken), cancellationToken)
                ?? await HoldAsync(() => new(Unreadable()), cancellationToken)
                ?? await CheckBudgetsAsync(cancellationToken);
        }
        catch (StoreException e) when (e is { IsPermanent: true, CustomerId: not null })
        {
            // What is stored of a customer cannot be read: that is what is wrong.
            return e.Message;
        }
    }

    private string? Unreadable() => _log.Customers.Values.Min(customer => customer.UnreadableFrom) is { } entry
        ? string.Create(CultureInfo.InvariantCulture, $"entry {entry} cannot be read, and its customer was not erased")
        : null;

    private async ValueTask<string?> CheckLedgersAsync(CancellationToken cancellationToken)
    {
        foreach (var customerId in _log.Customers.Keys.Order(StringComparer.Ordinal).ToList())
        {
            if (await HoldAsync(() => CheckLedgerAsync(customerId, cancellationToken), cancellationToken) is { } fault)
                return fault;
        }

        string? after = null;
        while (await store.ReadCustomerIdsAsync(after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var customerId in page)
            {
                if (await HoldAsync(() => new(_log.Customers.ContainsKey(customerId) ? null : $"{customerId} has a ledger, and no entry in the log"), cancellationToken) is { } fault)
                    return fault;
            }

            after = page[^1];
        }

        return null;
    }

    private async ValueTask<string?> CheckLedgerAsync(string customerId, CancellationToken cancellationToken) =>
        _log.Customers[customerId].UnreadableFrom is not null || LogReplay.IsSame((await store.LoadAsync(customerId, cancellationToken)).Ledger, _log.Customers[customerId].Ledger)
            ? null
            : $"the ledger of {customerId} is not what its events in the log come to";

    private async ValueTask<string?> CheckContactsAsync(CancellationToken cancellationToken)
    {
        var filter = new ContactFilter();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (await store.ReadContactsAsync(filter, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var contact in page)
            {
                seen.Add(contact.ContactId);
                if (await HoldAsync(() => CheckContactAsync(contact.ContactId, cancellationToken), cancellationToken) is { } fault)
                    return fault;
            }

            filter = filter with { AfterSequence = page[^1].Sequence };
        }

        if (store.TakeLeftOut() is [var unreadable, ..])
            return unreadable.Message;
        foreach (var contactId in Opened().Where(id => !seen.Contains(id)).Order(StringComparer.Ordinal).ToList())
        {
            // Made, or erased, since the contacts were read.
            if (await HoldAsync(async () => Opened().Contains(contactId) && await store.ReadContactsAsync([contactId], cancellationToken) is [] ? $"{contactId} is gone, of which the log tells" : null, cancellationToken) is { } fault)
                return fault;
        }

        return null;
    }

    private IEnumerable<string> Opened() => _log.Customers.Values.Where(customer => customer.UnreadableFrom is null).SelectMany(customer => customer.Contacts).Where(contact => contact.Value.Entry is not null).Select(contact => contact.Key);

    private async ValueTask<string?> CheckContactAsync(string contactId, CancellationToken cancellationToken)
    {
        // One that is gone was erased, or is looked for afterwards.
        if (await store.ReadContactsAsync([contactId], cancellationToken) is not [var stored])
            return null;
        var customer = _log.Customers.GetValueOrDefault(stored.Proposal.CustomerId);
        return customer?.UnreadableFrom is null
            ? (customer?.Contacts.GetValueOrDefault(contactId) ?? new LoggedContact()).FaultOf(stored, await store.ReadOutcomesAsync(contactId, cancellationToken))
            : null;
    }

    private async ValueTask<string?> CheckOptOutsAsync(CancellationToken cancellationToken)
    {
        var stored = new List<CustomerOptOut>();
        OptOutPlace? after = null;
        while (await store.ReadOptOutsAsync(channel: null, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            stored.AddRange(page);
            after = new OptOutPlace(page[^1].OptOut.At, page[^1].CustomerId, page[^1].OptOut.Channel);
        }

        var listed = stored.ToLookup(one => one.CustomerId, one => one.OptOut, StringComparer.Ordinal);
        var customerId = listed.Select(own => own.Key).Union(_log.Customers.Keys).Order(StringComparer.Ordinal)
            .FirstOrDefault(id => _log.Customers.GetValueOrDefault(id) is var customer && customer?.UnreadableFrom is null && !IsSame(listed[id], customer?.Ledger.OptOuts ?? []));
        return customerId is null ? null : $"the list of opt-outs is not what the log tells of {customerId}";
    }

    // Moments are stored in milliseconds; those of the first list were rounded.
    private static bool IsSame(IEnumerable<OptOut> listed, IEnumerable<OptOut> logged)
    {
        var (one, other) = (listed.OrderBy(optOut => optOut.Channel).ToList(), logged.OrderBy(optOut => optOut.Channel).ToList());
        return one.Count == other.Count
            && one.Zip(other).All(pair => pair.First.Channel == pair.Second.Channel && pair.First.Source == pair.Second.Source && (pair.First.At - pair.Second.At).Duration() <= TimeSpan.FromMilliseconds(1));
    }

    private async ValueTask<string?> CheckReviewsAsync(CancellationToken cancellationToken)
    {
        var stored = (await store.ReadReviewsAsync(customerId: null, openOnly: false, int.MaxValue, cancellationToken)).ToDictionary(review => review.ObjectionId, StringComparer.Ordinal);
        var logged = _log.Customers.Values.Where(customer => customer.UnreadableFrom is null).SelectMany(customer => customer.Reviews).ToDictionary(StringComparer.Ordinal);
        var wrong = stored.Values.Where(review => _log.Customers.GetValueOrDefault(review.CustomerId)?.UnreadableFrom is null).Select(review => review.ObjectionId).Union(logged.Keys)
            .Where(id => !LogReplay.IsSame(stored.GetValueOrDefault(id), logged.GetValueOrDefault(id))).Min(StringComparer.Ordinal);
        return wrong is null ? null : $"the objection {wrong} is not what the log tells";
    }

    private async ValueTask<string?> CheckPoliciesAsync(CancellationToken cancellationToken)
    {
        var stored = (await store.ReadPolicyChangesAsync(int.MaxValue, cancellationToken)).ToDictionary(change => change.Version, Row, StringComparer.Ordinal);
        var wrong = stored.Keys.Union(_log.Policies.Keys)
            .Where(version => !_log.Policies.GetValueOrDefault(version, LoggedPolicy.Unknown).Allows(stored.GetValueOrDefault(version))).Min(StringComparer.Ordinal);
        if (wrong is not null)
            return $"who proposed and decided about policy {wrong} is not what the log tells";
        if (await store.ReadPolicyInForceAsync(known: null, cancellationToken) is not { } inForce)
            return null;
        if (inForce.Version != _log.PolicyInForce)
            return $"policy {inForce.Version} is in force, and by the log {_log.PolicyInForce ?? "none"} is";
        return IsWhole(inForce) ? null : $"the files of policy {inForce.Version}, which is in force, are not those of that version, or break a rule";

        static (PolicyChangeState, string, string?)? Row(PolicyChange change) => (change.State, change.ProposedBy, change.DecidedBy);

        static bool IsWhole(StoredPolicy policy)
        {
            try
            {
                return PolicyBundle.Of(policy).Version == policy.Version;
            }
            catch (PolicyException)
            {
                return false;
            }
        }
    }

    private async ValueTask<string?> CheckBudgetsAsync(CancellationToken cancellationToken)
    {
        foreach (var day in _log.Budgets.Keys.Select(taken => taken.Day).Distinct().Order().ToList())
        {
            if (await HoldAsync(() => CheckBudgetAsync(day, cancellationToken), cancellationToken) is { } fault)
                return fault;
        }

        return null;
    }

    private async ValueTask<string?> CheckBudgetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var stored = await store.ReadUsedBudgetAsync(day, cancellationToken);
        var wrong = Enum.GetValues<ContactChannel>().Where(channel => (stored.GetValueOrDefault(channel), _log.Budgets.GetValueOrDefault((day, channel))) is var (used, taken) && (used < taken || (used > taken && !_log.MissesTakes))).ToList();
        return wrong is [] ? null : string.Create(CultureInfo.InvariantCulture, $"the budget of {day:yyyy-MM-dd} is not what the log tells was taken of it");
    }

    /// <summary>Looks until nothing is wrong, or the log does not go on: what is ahead of the log was changed while this read, and the log, which is written with it, goes on too.</summary>
    private async ValueTask<string?> HoldAsync(Func<ValueTask<string?>> look, CancellationToken cancellationToken)
    {
        while (await look() is { } fault)
        {
            if (!await ReadOnAsync(cancellationToken))
                return fault;
        }

        return null;
    }

    /// <returns>Whether there was anything new.</returns>
    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        var before = _log.Through;
        while (await store.ReadAuditAsync(_log.Through, Page, opensBodies: true, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                _log.Read(entry);
        }

        return _log.Through > before;
    }
}
