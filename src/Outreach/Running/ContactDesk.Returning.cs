using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>Contacts that did not arrive, and what becomes of them.</content>
public sealed partial class ContactDesk
{
    /// <summary>
    /// A message that was taken did not arrive: the contact goes on by its next channel where the rules allow one, and is failed else.
    /// Told again of the same channel it changes nothing.
    /// </summary>
    /// <param name="contactId">Which contact.</param>
    /// <param name="channel">By which channel it went.</param>
    /// <param name="reason">Why; <see cref="UndeliveredReason.BadAddress"/> keeps the channel from that address for good.</param>
    /// <param name="told">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">Nothing was sent by that channel.</exception>
    public async ValueTask<ContactRecord?> NoteUndeliveredAsync(string contactId, ContactChannel channel, UndeliveredReason reason, Told told, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        await DecideAsync(contact.Proposal.CustomerId, async (change, ledger) =>
        {
            // One that the ledger has left out was over long ago.
            if (ledger.Find(contactId) is not null && !ledger.Attempts.Any(a => a.ContactId == contactId && a.Channel == channel && a.UsesChannel))
                throw new ContactRefusedException($"Nothing was sent by {WireNames<ContactChannel>.Of(channel)} that could be undelivered: it is {StateOf(ledger, contactId)}.");
            if (!change.Take(Decider.FailDelivery(ledger, contactId, channel, reason, change.Now)))
                return;
            change.Add(new OutreachOutcome(contactId, ContactOutcome.Undelivered, change.Now, told.Source, told.By));
            change.Edit(contactId, record => record with { LastError = $"undelivered: {WireNames<UndeliveredReason>.Of(reason)}" });
            if (Decider.FallBack(change.Ledger, contactId, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now) is { } decision)
                change.Take(decision);
        }, cancellationToken);
        return await store.FindContactAsync(contactId, cancellationToken);
    }

    private ValueTask FallBackAsync(string customerId, string contactId, CancellationToken cancellationToken) => DecideAsync(customerId, async (change, ledger) =>
    {
        if (Decider.FallBack(ledger, contactId, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now) is { } decision)
            change.Take(decision);
    }, cancellationToken);

    /// <summary>A person sends a failed contact again: all rules are asked, and where they do not allow it, it stays failed.</summary>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">It is not failed.</exception>
    public async ValueTask<ContactRecord?> ResendAsync(string contactId, string by, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        await DecideAsync(contact.Proposal.CustomerId, async (change, ledger) =>
            change.Take(Decider.Resend(ledger, contactId, by, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now)
                ?? throw new ContactRefusedException($"Only what failed is sent again: it is {StateOf(ledger, contactId)}.")), cancellationToken);
        return await store.FindContactAsync(contactId, cancellationToken);
    }
}
