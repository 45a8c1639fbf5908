namespace PreDelinquency.Gateway.Contracts;

/// <summary>Calls to make, the most urgent first.</summary>
/// <param name="Items">What was asked for.</param>
public sealed record CallPage(IReadOnlyList<CallDocument> Items);
