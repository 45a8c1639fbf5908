namespace PreDelinquency.Gateway.Contracts;

/// <summary>Contacts that customers answered and nobody has seen to yet, whoever waits longest first.</summary>
/// <param name="Items">What was asked for.</param>
public sealed record AnsweredPage(IReadOnlyList<AnsweredContactDocument> Items);
