using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// What became of payments after each proposal, whether it was sent, held out or blocked: missed as soon as an obligation counts as missed
/// within 30 days after the proposal's day, else paid on time once these are over.
/// </summary>
internal sealed class PaymentOutcomes(IOutreachStore store, IModelHistory history, ContactDesk desk)
{
    public const int WatchedDays = 30;

    private const string Source = "payments";
    private const int Page = 1000;

    /// <param name="present">The engine's.</param>
    /// <param name="guard">Does what concerns one customer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task NoteAsync(DateTimeOffset present, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        Dictionary<string, List<DateOnly>>? missed = null;
        var filter = new ContactFilter { HasPaymentOutcome = false };
        while (await store.ReadContactsAsync(filter, Page, cancellationToken) is { Count: > 0 } page)
        {
            missed ??= history.ReadMissedPayments(DayOf(page[0]))
                .GroupBy(entry => entry.Payment.CustomerId, entry => entry.Payment.MissedOn, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            foreach (var contact in page)
            {
                var day = DayOf(contact);
                var last = day.AddDays(WatchedDays);
                if (missed.GetValueOrDefault(contact.Proposal.CustomerId)?.Exists(d => d > day && d <= last) == true)
                    await RecordAsync(contact, ContactOutcome.Missed);
                else if (DateOnly.FromDateTime(present.ToOffset(contact.Proposal.At.Offset).DateTime) > last)
                    await RecordAsync(contact, ContactOutcome.PaidOnTime);
            }

            filter = filter with { AfterSequence = page[^1].Sequence };
        }

        async ValueTask RecordAsync(ContactRecord contact, ContactOutcome outcome) => await guard(
            contact.Proposal.CustomerId, async () => await desk.RecordOutcomeAsync(contact.ContactId, outcome, channel: null, Source, cancellationToken));
    }

    private static DateOnly DayOf(ContactRecord contact) => DateOnly.FromDateTime(contact.Proposal.At.DateTime);
}
