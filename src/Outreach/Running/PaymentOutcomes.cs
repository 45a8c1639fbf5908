using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// What became of payments after each proposal, whether it was sent, held out or blocked: missed as soon as an obligation counts as missed
/// within 30 days after the proposal's day; paid on time once these and some days of grace are over, and the bank has told of missed
/// payments after them, as no news is good news only of books that are kept. A look reads the contacts of customers of whose payments
/// something new was told, and the oldest contacts without outcome, page by page up to the first that is too young: not all that are without one.
/// </summary>
internal sealed class PaymentOutcomes(IOutreachStore store, IModelHistory history, ContactDesk desk)
{
    public const int WatchedDays = 30;

    /// <summary>For books that are told late.</summary>
    public const int GraceDays = 7;

    private const string Source = "payments";
    private const int Page = 500;

    /// <summary>In one look; the rest waits for the next.</summary>
    private const int MostCustomers = 2000;

    private const int MostPages = 20;

    private static readonly ContactFilter Unknown = new() { HasPaymentOutcome = false };

    // After a restart all are looked at once more, which changes nothing.
    private HashSet<(string CustomerId, DateOnly MissedOn)> _lookedAt = [];

    /// <param name="present">The engine's.</param>
    /// <param name="guard">Does what concerns one customer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task NoteAsync(DateTimeOffset present, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        var oldest = await store.ReadContactsAsync(Unknown, Page, cancellationToken);
        if (oldest.Count == 0)
            return;
        var books = history.ReadMissedPayments(oldest.Min(DayOf)).ToLookup(entry => entry.Payment.CustomerId, entry => entry.Payment.MissedOn, StringComparer.Ordinal);
        var noted = await NoteMissedAsync(books, guard, cancellationToken);
        await NotePaidAsync(oldest, noted, books, present, guard, cancellationToken);
    }

    /// <returns>The contacts of which that is known now.</returns>
    private async Task<HashSet<string>> NoteMissedAsync(ILookup<string, DateOnly> books, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        var lookedAt = new HashSet<(string, DateOnly)>();
        var noted = new HashSet<string>(StringComparer.Ordinal);
        var customers = 0;
        foreach (var told in books)
        {
            if (told.Any(day => !_lookedAt.Contains((told.Key, day))))
            {
                if (++customers > MostCustomers)
                    continue;
                foreach (var contact in await store.ReadContactsAsync(Unknown with { CustomerId = told.Key }, Page, cancellationToken))
                {
                    if (!IsMissed(contact, told))
                        continue;
                    await guard(told.Key, () => TellAsync(contact.ContactId, ContactOutcome.Missed, cancellationToken));
                    noted.Add(contact.ContactId);
                }
            }

            lookedAt.UnionWith(told.Select(day => (told.Key, day)));
        }

        _lookedAt = lookedAt;
        return noted;
    }

    private async Task NotePaidAsync(
        IReadOnlyList<ContactRecord> oldest, HashSet<string> noted, ILookup<string, DateOnly> books, DateTimeOffset present, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        DateOnly? toldUntil = books.SelectMany(told => told).Max(day => (DateOnly?)day);
        var page = oldest;
        for (var pages = 0; page.Count > 0 && pages < MostPages; pages++)
        {
            var isLast = false;
            foreach (var contact in page)
            {
                var last = DayOf(contact).AddDays(WatchedDays);
                if (toldUntil is not { } until || until <= last || DateOnly.FromDateTime(present.ToOffset(contact.Proposal.At.Offset).DateTime) <= last.AddDays(GraceDays))
                {
                    // Of customers at one time the sequence is anybody's, and for one behind it a new day may have begun earlier.
                    isLast = true;
                    continue;
                }

                // What was told before the contact was decided about is seen here at last.
                var outcome = IsMissed(contact, books[contact.Proposal.CustomerId]) ? ContactOutcome.Missed : ContactOutcome.PaidOnTime;
                if (!noted.Contains(contact.ContactId))
                    await guard(contact.Proposal.CustomerId, () => TellAsync(contact.ContactId, outcome, cancellationToken));
            }

            // Those behind are younger: sequences are in the order of proposals.
            if (isLast)
                return;
            page = await store.ReadContactsAsync(Unknown with { AfterSequence = page[^1].Sequence }, Page, cancellationToken);
        }
    }

    private async ValueTask TellAsync(string contactId, ContactOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await desk.RecordOutcomeAsync(contactId, outcome, channel: null, new Told(Source), cancellationToken);
        }
        catch (ContactRefusedException)
        {
            // Somebody else told something else a moment ago, and what was told first holds.
        }
    }

    private static bool IsMissed(ContactRecord contact, IEnumerable<DateOnly> missed)
    {
        var day = DayOf(contact);
        return missed.Any(on => on > day && on <= day.AddDays(WatchedDays));
    }

    private static DateOnly DayOf(ContactRecord contact) => DateOnly.FromDateTime(contact.Proposal.At.DateTime);
}
