namespace PreDelinquency.Gateway.Contracts;

/// <summary>Contacts that wait for approval, the most urgent first.</summary>
/// <param name="Items">What was asked for.</param>
public sealed record QueuePage(IReadOnlyList<QueuedContactDocument> Items);
