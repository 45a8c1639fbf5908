using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>Calls that people make: claimed with a lease, released, or done.</content>
public sealed partial class ContactDesk
{
    /// <summary>How long a claimed call is its agent's.</summary>
    public static readonly TimeSpan CallLease = TimeSpan.FromHours(1);

    /// <summary>Gives a call to an agent: the rules are asked once more, and the attempt begins.</summary>
    /// <returns>The number to call and what to say first; null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">It is not to be called now: by rule, or as somebody else has it.</exception>
    public async ValueTask<OutboundMessage?> ClaimCallAsync(string contactId, string agent, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        RequireCall(contact);
        var now = time.GetUtcNow();
        if (await store.ClaimAsync(contactId, agent, now, now + CallLease, cancellationToken) is not { } entry)
            throw new ContactRefusedException("Somebody else has this call.");
        if (await BeginAsync(entry, cancellationToken) is var (message, _))
            return message;
        var after = await store.FindContactAsync(contactId, cancellationToken);
        throw new ContactRefusedException(after?.Entry is { } moved && moved.State != ContactState.Sending
            ? $"The rules do not allow this call now: it is {StateName(moved.State)}{(moved.Rule is { } rule ? $" ({RuleName(rule)})" : "")}."
            : "The rules do not allow this call by phone now.");
    }

    /// <summary>An agent gives a call back without having called.</summary>
    /// <exception cref="ContactRefusedException">The agent does not have it.</exception>
    public ValueTask<ContactRecord?> ReleaseCallAsync(string contactId, string agent, CancellationToken cancellationToken) =>
        EndCallAsync(contactId, agent, AttemptResult.Unavailable, cancellationToken);

    /// <summary>An agent called.</summary>
    /// <param name="contactId">Which call.</param>
    /// <param name="agent">Who has it.</param>
    /// <param name="result"><see cref="AttemptResult.Accepted"/> where the customer was reached, <see cref="AttemptResult.Unanswered"/>, or <see cref="AttemptResult.Refused"/> where the number is nobody's: it is not called again, and the contact goes on by its next channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ContactRefusedException">The agent does not have it.</exception>
    public ValueTask<ContactRecord?> FinishCallAsync(string contactId, string agent, AttemptResult result, CancellationToken cancellationToken) =>
        EndCallAsync(contactId, agent, result, cancellationToken);

    private async ValueTask<ContactRecord?> EndCallAsync(string contactId, string agent, AttemptResult result, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        RequireCall(contact);
        var calls = await store.ReadOutboxAsync(contactId, cancellationToken);
        var ledger = (await store.LoadAsync(contact.Proposal.CustomerId, cancellationToken)).Ledger;
        if (calls is not { } entry || entry.LeasedBy != agent || !ledger.IsInFlight(contactId))
            throw new ContactRefusedException($"{agent} does not have this call.");
        var number = NumberOf(ledger, contactId);
        if (result == AttemptResult.Unavailable)
        {
            // Given back it is free at once, and no provider was down.
            await NoteAsync(entry.CustomerId, (change, current) =>
            {
                if (current.IsInFlight(contactId))
                {
                    change.Take(Decider.EndAttempt(current, contactId, number, result, change.Policy, change.Now));
                    change.Put(entry with { NextAt = change.Clock, LeasedBy = null, LeasedUntil = null });
                }

            }, cancellationToken);
        }
        else
        {
            await EndAsync(entry, number, result, sent: null, cancellationToken);
            if (result == AttemptResult.Refused)
                await FallBackAsync(entry.CustomerId, contactId, cancellationToken);
        }

        return await store.FindContactAsync(contactId, cancellationToken);
    }

    private static void RequireCall(ContactRecord contact)
    {
        if (contact.Entry is not { State: ContactState.Sending, Channel: ContactChannel.Phone })
            throw new ContactRefusedException($"It is no call that is to be made: it is {StateName(contact.Entry.State)}.");
    }
}
