using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>Calls that people make: claimed with a lease, released, or done.</content>
public sealed partial class ContactDesk
{
    /// <summary>How long a claimed call is its agent's, or until the customer's hours of contact end, where that is earlier.</summary>
    public static readonly TimeSpan CallLease = TimeSpan.FromHours(1);

    /// <summary>How much later its agent may still say what came of it.</summary>
    public static readonly TimeSpan CallGrace = TimeSpan.FromMinutes(15);

    /// <summary>Gives a call to an agent: the rules are asked once more, and the attempt begins.</summary>
    /// <returns>The number to call, until when, and what to say first; null where there is no such contact. Whoever has the call is told the same again, as answers get lost, and after its time has it for longer.</returns>
    /// <exception cref="ContactRefusedException">It is not to be called now, or not any more: by rule, or as somebody else has it.</exception>
    public async ValueTask<OutboundMessage?> ClaimCallAsync(string contactId, string agent, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        RequireCall(contact);
        var now = time.GetUtcNow();
        var profile = (await service.GetCustomerAsync(contact.Proposal.CustomerId, cancellationToken))?.Profile;
        if (await HeldAsync(contact, agent, profile, now, cancellationToken) is { } held)
            return held;
        if (await store.ClaimAsync(contactId, agent, now, now + LeaseFor(profile), cancellationToken) is not { } entry)
            throw IsSomebodyElses();
        if (await BeginAsync(entry, cancellationToken) is var (message, _))
            return message with { NotAfter = entry.LeasedUntil!.Value };
        var after = await store.FindContactAsync(contactId, cancellationToken);
        throw new ContactRefusedException(after?.Entry is { } moved && moved.State != ContactState.Sending
            ? $"The rules do not allow this call now: it is {StateName(moved.State)}{(moved.Rule is { } rule ? $" ({RuleName(rule)})" : "")}."
            : "The rules do not allow this call by phone now.");
    }

    /// <summary>Why a call that somebody has must not be made any more (<see cref="Decider.Withhold"/>): a claim tells nobody number and words then.</summary>
    /// <param name="entry">Of the outbox.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where it may be made, or nobody has it.</returns>
    public async ValueTask<RuleAnswer?> WithholdAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.LeasedBy is null)
            return null;
        try
        {
            var ledger = (await store.LoadAsync(entry.CustomerId, cancellationToken)).Ledger;
            if (!ledger.IsInFlight(entry.ContactId))
                return null;
            var customer = CustomerCase.Of(entry.CustomerId, await service.GetCustomerAsync(entry.CustomerId, cancellationToken), keys);
            return Decider.Withhold(ledger, entry.ContactId, customer.Facts, policy.Current.Policy, service.Present);
        }
        catch (Exception e) when (FailingContacts.IsDamage(e))
        {
            // Of whom nothing can be read, no consent is known; and the calls of others are to be made.
            return new(ContactRule.Consent, entry.Channel, RuleJudge.No, RuleJudge.Yes, RuleVerdict.SkipChannel);
        }
    }

    /// <summary>An agent gives a call back without having called. Its rules are asked again, so that nobody finds on the list who must not be called any more.</summary>
    /// <exception cref="ContactRefusedException">The agent does not have it.</exception>
    public ValueTask<ContactRecord?> ReleaseCallAsync(string contactId, string agent, CancellationToken cancellationToken) =>
        EndCallAsync(contactId, agent, AttemptResult.NotMade, cancellationToken);

    /// <summary>An agent called.</summary>
    /// <param name="contactId">Which call.</param>
    /// <param name="agent">Who has it.</param>
    /// <param name="result"><see cref="AttemptResult.Accepted"/> where the customer was reached, <see cref="AttemptResult.Unanswered"/>, or <see cref="AttemptResult.Refused"/> where the number is nobody's: it is not called again, and the contact goes on by its next channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ContactRefusedException">The agent does not have it.</exception>
    public ValueTask<ContactRecord?> FinishCallAsync(string contactId, string agent, AttemptResult result, CancellationToken cancellationToken) =>
        EndCallAsync(contactId, agent, result, cancellationToken);

    /// <summary>An agent's time is over, and nobody knows whether the customer was called: it is left to a person, and never called again.</summary>
    /// <param name="entry">Whose lease is over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask AbandonCallAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var contactId = entry.ContactId;
        return ChangeAsync(entry.CustomerId, asksRules: false, async (change, ledger) =>
        {
            // Whoever had it may have it for longer by now.
            if (!ledger.IsInFlight(contactId) || await store.ReadOutboxAsync(contactId, cancellationToken) is not { } stored || stored.LeasedUntil != entry.LeasedUntil)
                return;
            change.Take(Decider.EndAttempt(ledger, contactId, NumberOf(ledger, contactId), AttemptResult.InDoubt, change.Policy, change.Now));
            change.Edit(contactId, record => record with { LastError = "whoever had the call neither finished nor released it" });
        }, cancellationToken);
    }

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
        if (result == AttemptResult.NotMade)
        {
            // Given back it is free at once.
            await NoteAsync(entry.CustomerId, (change, current) =>
            {
                if (current.IsInFlight(contactId))
                {
                    change.Take(Decider.EndAttempt(current, contactId, number, result, change.Policy, change.Now));
                    change.Put(entry with { NextAt = change.Clock, LeasedBy = null, LeasedUntil = null });
                }

            }, cancellationToken);
            await ReconsiderAsync(entry.CustomerId, contactId, cancellationToken);
        }
        else
        {
            await EndAsync(entry, number, result, sent: null, cancellationToken);
            if (result == AttemptResult.Refused)
                await FallBackAsync(entry.CustomerId, contactId, cancellationToken);
        }

        return await store.FindContactAsync(contactId, cancellationToken);
    }

    /// <summary>
    /// Of a call that somebody has: the same again for whoever has it, who may be calling all the time; for as long again where the lease is
    /// over. Until the grace is over too, nobody else gets it, and to ask for it changes nothing.
    /// </summary>
    /// <returns>Null where nobody has it.</returns>
    private async ValueTask<OutboundMessage?> HeldAsync(ContactRecord contact, string agent, CustomerProfile? profile, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.ReadOutboxAsync(contact.ContactId, cancellationToken) is not { LeasedUntil: { } until } entry || until + CallGrace <= now)
            return null;
        var ledger = (await store.LoadAsync(entry.CustomerId, cancellationToken)).Ledger;
        if (!ledger.IsInFlight(contact.ContactId))
            return null;
        if (entry.LeasedBy != agent)
            throw IsSomebodyElses();
        if (await WithholdAsync(entry, cancellationToken) is { } reason)
            throw new ContactRefusedException($"The rules do not allow this call any more ({RuleName(reason.Rule)}): give it back, or say what came of it.");
        if (contact.Message is not { } message || profile?.Phone is not { } phone)
            return null;
        if (until <= now)
        {
            if (HoursLeft(profile) <= TimeSpan.Zero)
                throw new ContactRefusedException("The customer's hours of contact are over: give it back, or say what came of it.");
            entry = await store.ClaimAsync(contact.ContactId, agent, now, now + LeaseFor(profile), cancellationToken) ?? throw IsSomebodyElses();
        }

        return ToOutbound(entry, NumberOf(ledger, contact.ContactId), phone, message, entry.LeasedUntil!.Value);
    }

    // Outside the hours the rules refuse the call.
    private TimeSpan LeaseFor(CustomerProfile? profile) => HoursLeft(profile) is var left && left > TimeSpan.Zero && left < CallLease ? left : CallLease;

    /// <summary>How long the customer's hours of contact last from now on; nothing outside of them, and in a zone that nobody knows.</summary>
    private TimeSpan HoursLeft(CustomerProfile? profile)
    {
        var (current, present) = (policy.Current.Policy, service.Present);
        return LocalHours.Zone(profile?.TimeZone ?? current.DefaultTimeZone) is { } zone && current.ContactHours.Contain(LocalHours.Local(present, zone).TimeOfDay.ToTimeOnly())
            ? LocalHours.End(present, zone, current.ContactHours) - present
            : TimeSpan.Zero;
    }

    private static ContactRefusedException IsSomebodyElses() => new("Somebody else has this call.");

    private static void RequireCall(ContactRecord contact)
    {
        if (contact.Entry is not { State: ContactState.Sending, Channel: ContactChannel.Phone })
            throw new ContactRefusedException($"It is no call that is to be made: it is {StateName(contact.Entry.State)}.");
    }
}
