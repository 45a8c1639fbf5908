namespace PreDelinquency.Gateway.Contracts;

/// <summary>Opt-outs of all customers, latest first.</summary>
/// <param name="Total">How many meet the condition.</param>
/// <param name="Items">What was asked for.</param>
/// <param name="NextAfter">Pass it as <c>after</c> to go on; null at the end.</param>
public sealed record OptOutPage(long Total, IReadOnlyList<OptOutDocument> Items, string? NextAfter);
