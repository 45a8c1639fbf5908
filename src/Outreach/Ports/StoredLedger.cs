using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>A ledger as it is stored.</summary>
/// <param name="Ledger">Empty for a customer who has none.</param>
/// <param name="Version">0 before the first commit, then one more with each.</param>
public readonly record struct StoredLedger(Ledger Ledger, long Version);
