using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>An opt-out in the list of all.</summary>
/// <param name="CustomerId">Whose.</param>
/// <param name="OptOut">Of which channel, since when, and where it was said.</param>
public sealed record CustomerOptOut(string CustomerId, OptOut OptOut);
