using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>A decision by rules, and what it changes.</summary>
/// <param name="Ledger">After it.</param>
/// <param name="Events">What led there, in order; all are to be stored with the record, in one transaction.</param>
/// <param name="Record">Why.</param>
/// <param name="TakesBudget">The channel of whose daily budget one contact is taken; null where none is.</param>
public sealed record Decision(Ledger Ledger, IReadOnlyList<LedgerEvent> Events, DecisionRecord Record, ContactChannel? TakesBudget)
{
    /// <summary>The contact after it.</summary>
    public ContactEntry Contact => Ledger.Find(Record.ContactId)!;
}
