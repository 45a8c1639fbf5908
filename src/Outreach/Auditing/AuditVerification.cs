using System.Globalization;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>Goes through the whole audit log and finds what was edited, deleted or put in another order.</summary>
public static class AuditVerification
{
    private const int Page = 1000;

    /// <param name="store">Holds the log.</param>
    /// <param name="keys">Under which it was written.</param>
    /// <param name="known">A head that was kept elsewhere; null for none. Without it, entries that were cut off at the end together with the store's own note of the end are not missed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The head, or the first thing that is wrong.</returns>
    public static async Task<(AuditHead Head, string? Fault)> RunAsync(IOutreachStore store, OutreachKeys keys, AuditHead? known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        var end = await store.ReadAuditHeadAsync(cancellationToken);
        var hash = AuditChain.Genesis.ToArray();
        var sequence = 0L;
        var wasKnown = known is null or { Sequence: 0 };
        while (await store.ReadAuditAsync(sequence, Page, opensBodies: false, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                // What was written while this reads is the next run's.
                if (entry.Sequence > end.Sequence)
                    return Result();
                if (entry.Sequence != sequence + 1)
                    return Fault(string.Create(CultureInfo.InvariantCulture, $"entry {sequence + 1} is missing"));
                hash = AuditChain.Next(keys.Audit, hash, entry.Sequence, entry.At.ToUnixTimeMilliseconds(), entry.Kind, entry.CustomerId, entry.ContactId, entry.Stored.Span);
                if (!entry.Hash.Span.SequenceEqual(hash))
                    return Fault(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Sequence} is not what was written, or stands in another place"));
                sequence = entry.Sequence;
                if (sequence == known?.Sequence)
                {
                    wasKnown = Convert.ToHexStringLower(hash) == known.Hash;
                    if (!wasKnown)
                        return Fault(string.Create(CultureInfo.InvariantCulture, $"entry {sequence} does not have the hash of the head that was kept"));
                }
            }
        }

        return Result();

        (AuditHead, string?) Result()
        {
            var head = new AuditHead(sequence, Convert.ToHexStringLower(hash));
            if (head != end)
                return (head, string.Create(CultureInfo.InvariantCulture, $"the log ends at {sequence}, and the store says that it goes to {end.Sequence}: entries at the end are missing"));
            return (head, wasKnown ? null : string.Create(CultureInfo.InvariantCulture, $"the log ends at {sequence}, before the head that was kept, {known!.Sequence}"));
        }

        (AuditHead, string?) Fault(string what) => (new(sequence, Convert.ToHexStringLower(hash)), what);
    }
}
