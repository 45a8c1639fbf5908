using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <content>Contacts that did not arrive, or that a channel refused.</content>
public static partial class Decider
{
    /// <summary>
    /// What a channel took did not arrive: it reached nobody, though its channel stays used in the episode. The contact is failed, unless it
    /// was over for another reason. Not where it was reported to have been delivered: of two reports that contradict each other the kinder counts.
    /// </summary>
    public static LedgerChange FailDelivery(Ledger ledger, string contactId, ContactChannel channel, UndeliveredReason reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var lost = ledger.Attempts.LastOrDefault(a => a.ContactId == contactId && a.Channel == channel && a.MayHaveReached);
        if (lost is null || ledger.Find(contactId) is not { State: not ContactState.Delivered } contact)
            return new(ledger, []);
        var at = now.ToUniversalTime();
        var events = new List<LedgerEvent> { new LedgerEvent.DeliveryFailed(at, contactId, channel, reason) };
        if (reason == UndeliveredReason.BadAddress && lost.AddressFingerprint is { } fingerprint)
            events.Add(new LedgerEvent.AddressUnusable(at, channel, fingerprint));
        if (contact is { State: ContactState.Sent or ContactState.Sending } && contact.Channel == channel)
            events.Add(End(contact, ContactState.Failed, null, at));
        return Change(ledger, events);
    }

    /// <summary>Somebody found that the address of an attempt is nobody's.</summary>
    public static LedgerChange MarkUnusable(Ledger ledger, string contactId, int number, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Change(ledger, ledger.Attempts.FirstOrDefault(a => a.ContactId == contactId && a.Number == number) is { AddressFingerprint: { } fingerprint } attempt
            ? [new LedgerEvent.AddressUnusable(now.ToUniversalTime(), attempt.Channel, fingerprint)]
            : []);
    }

    /// <summary>Asks the rules whether a contact that did not arrive, or was refused, may go another way.</summary>
    /// <returns>Null where it is not failed. Where the rules do not allow another way it stays failed, with the rule.</returns>
    public static Decision? FallBack(Ledger ledger, string contactId, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now) =>
        GoOn(ledger, contactId, DecisionTrigger.Undelivered, facts, policy, left, now, []);

    /// <summary>A person sends a failed contact again; all rules are asked.</summary>
    /// <returns>As of <see cref="FallBack"/>.</returns>
    public static Decision? Resend(Ledger ledger, string contactId, string by, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        return GoOn(ledger, contactId, DecisionTrigger.Resent, facts, policy, left, now, [new LedgerEvent.ContactResent(now.ToUniversalTime(), contactId, by, LiftsRefusals: true)]);
    }

    private static Decision? GoOn(
        Ledger ledger, string contactId, DecisionTrigger trigger, CustomerFacts facts, ContactPolicy policy, DailyBudget left, DateTimeOffset now, List<LedgerEvent> events)
    {
        Check(ledger, facts, policy);
        if (ledger.Find(contactId) is not { State: ContactState.Failed } || ledger.IsInFlight(contactId))
            return null;
        var at = now.ToUniversalTime();
        var decision = Ask(ledger, contactId, trigger, facts, policy, left, at, events);
        return decision.Contact.IsOpen ? WithdrawLower(decision, at) : decision;
    }
}
