using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <content>Calls that a person has.</content>
public static partial class Decider
{
    /// <summary>
    /// Why a call that a person has must not be made any more: a suppression, an objection, an opt-out or a consent taken back that came
    /// after the claim. Nobody but that person knows whether it was made before, so that the attempt goes on until they say so.
    /// </summary>
    /// <returns>The rule that forbids it, with value and limit; null where none does, or no attempt of the contact goes on.</returns>
    public static RuleAnswer? Withhold(Ledger ledger, string contactId, CustomerFacts facts, ContactPolicy policy, DateTimeOffset now)
    {
        Check(ledger, facts, policy);
        return ledger.Find(contactId) is { Channel: { } channel } contact && ledger.IsInFlight(contactId)
            ? RuleBook.AskWill(new LedgerReadings(ledger, contact, facts, policy, left: default, now.ToUniversalTime()), channel)
            : null;
    }
}
