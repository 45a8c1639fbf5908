using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>Opting out. The ledger is all that it takes: nothing else that cannot be read, or does not work now, refuses it.</content>
public sealed partial class ContactDesk
{
    /// <summary>A customer does not want to be contacted on some channels. Open contacts ask their rules again at once, and those that cannot be read before they go.</summary>
    public ValueTask OptOutAsync(string customerId, IReadOnlyList<ContactChannel> onChannels, Told told, CancellationToken cancellationToken) =>
        OptOutAsync(customerId, onChannels, told, outcomeOf: null, cancellationToken);

    /// <summary>The same as an answer to a contact. Nothing may be left of it, as where its customer was forgotten: the answer holds all the same.</summary>
    /// <param name="contactId">To which.</param>
    /// <param name="customerId">Whose it is, for where there is no such contact; null where nobody can tell.</param>
    /// <param name="channel">Of which channel; null for that of the contact. All channels where there is neither.</param>
    /// <param name="told">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the customer is opted out now; false where nobody knows whose it is.</returns>
    public async ValueTask<bool> OptOutOfAsync(string contactId, string? customerId, ContactChannel? channel, Told told, CancellationToken cancellationToken)
    {
        // An outcome is of a contact that there is, and each counts once.
        var isOutcome = true;
        try
        {
            if (await store.FindContactAsync(contactId, cancellationToken) is { } contact)
                (customerId, channel) = (contact.Proposal.CustomerId, channel ?? contact.Entry.Channel);
            else
                isOutcome = false;
        }
        catch (StoreException e) when (e is { IsPermanent: true, CustomerId: not null })
        {
            customerId = e.CustomerId;
        }

        if (customerId is null)
            return false;
        isOutcome = isOutcome && !IsKnown(await store.ReadOutcomesAsync(contactId, cancellationToken), ContactOutcome.OptedOut);
        await OptOutAsync(customerId, channel is { } one ? [one] : Enum.GetValues<ContactChannel>(), told, isOutcome ? contactId : null, cancellationToken);
        return true;
    }

    private async ValueTask OptOutAsync(string customerId, IReadOnlyList<ContactChannel> onChannels, Told told, string? outcomeOf, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> open = [];
        await NoteAsync(customerId, (change, ledger) =>
        {
            change.Take(Decider.OptOut(ledger, onChannels, told.Source, change.Now, told.By));
            open = [.. ledger.Contacts.Where(c => c.IsOpen && !ledger.IsInFlight(c.ContactId)).Select(c => c.ContactId)];
            if (outcomeOf is not null)
                change.Add(new OutreachOutcome(outcomeOf, ContactOutcome.OptedOut, change.Now, told.Source, told.By));
        }, cancellationToken);
        foreach (var contactId in open)
        {
            try
            {
                await ReconsiderAsync(customerId, contactId, cancellationToken);
            }
            catch (Exception e) when (e is StoreException or ServiceUnavailableException)
            {
                // The opt-out is durable, and holds: this one asks its rules before it goes. Whoever wakes it or hands it over meets the same, and logs it.
            }
        }
    }
}
