using System.Globalization;
using System.Text.Json;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// Holds what rules go by against the audit log: a ledger is what its events in the log come to. <see cref="AuditVerification"/> says
/// whether the log is what was written; this, whether anybody changed a ledger behind its back. Keeps every ledger in memory.
/// </summary>
/// <param name="store">Holds both; the gateway may be writing to it.</param>
public sealed class LedgerVerification(IOutreachStore store)
{
    private const int Page = 1000;

    private readonly Dictionary<string, Ledger> _ledgers = new(StringComparer.Ordinal);
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

        return _unreadable.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"entry {_unreadable.Values.Min()} cannot be read, and its customer was not erased");
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
            _unreadable.Remove(erased);
        }
        else if (entry.CustomerId is { } customerId && AuditDrafts.IsLedgerEvent(entry.Kind))
        {
            if (entry.Body is not { } opened)
                _unreadable.TryAdd(customerId, entry.Sequence);
            else if (!_unreadable.ContainsKey(customerId))
                _ledgers[customerId] = (_ledgers.GetValueOrDefault(customerId) ?? Ledger.Of(customerId)).Apply(JsonSerializer.Deserialize<LedgerEvent>(opened, OutreachJson.Options)!);
        }
    }

    private bool IsSame(Ledger stored) => _unreadable.ContainsKey(stored.CustomerId) || ToJson(stored) == ToJson(_ledgers[stored.CustomerId]);

    private static string ToJson(Ledger ledger) => JsonSerializer.Serialize(ledger, OutreachJson.Options);
}
