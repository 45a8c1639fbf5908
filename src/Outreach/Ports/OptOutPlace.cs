using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>A place in the list of all opt-outs, which goes from the latest to the first: behind the one of this moment, customer and channel.</summary>
public readonly record struct OptOutPlace(DateTimeOffset At, string CustomerId, ContactChannel Channel);
