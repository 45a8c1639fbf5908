namespace PreDelinquency.Outreach.Deciding;

/// <summary>What changes a ledger without rules being asked.</summary>
/// <param name="Ledger">After it.</param>
/// <param name="Events">What led there, in order; none where nothing changed.</param>
public sealed record LedgerChange(Ledger Ledger, IReadOnlyList<LedgerEvent> Events);
