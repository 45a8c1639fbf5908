namespace PreDelinquency.Gateway.Contracts;

/// <summary>A part of a list of customers.</summary>
/// <param name="At">The present that it is of.</param>
/// <param name="Total">How many there are in all parts.</param>
/// <param name="Items">What was asked for.</param>
/// <param name="NextOffset">Pass it as <c>offset</c> to go on; null at the end.</param>
public sealed record CustomerPage(DateTimeOffset At, int Total, IReadOnlyList<StandingCustomerDocument> Items, int? NextOffset);
