using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>How much waits, and for whom.</summary>
/// <param name="Outbox">By channel, what is to be handed over or called, and since when the longest waits by the real clock; without channels of which nothing does.</param>
/// <param name="AwaitingApproval">Contacts that wait for a person's approval.</param>
/// <param name="Failed">Contacts that failed, for a person to look at.</param>
public sealed record OutreachBacklog(IReadOnlyDictionary<ContactChannel, (int Waiting, DateTimeOffset Since)> Outbox, int AwaitingApproval, int Failed);
