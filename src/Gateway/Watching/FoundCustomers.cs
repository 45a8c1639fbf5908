using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Gateway.Watching;

/// <summary>A part of the customers that somebody wanted to see.</summary>
/// <param name="At">The present that it is of.</param>
/// <param name="Total">How many there are in all parts.</param>
/// <param name="Customers">The part.</param>
/// <param name="Explained">By customer: of those at MEDIUM or above the most at risk.</param>
internal sealed record FoundCustomers(DateTimeOffset At, int Total, IReadOnlyList<StandingCustomer> Customers, IReadOnlyDictionary<string, ExplainedCustomer> Explained);
