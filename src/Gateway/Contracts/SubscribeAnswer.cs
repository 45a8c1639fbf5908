namespace PreDelinquency.Gateway.Contracts;

/// <summary>The answer to <c>Subscribe</c>.</summary>
/// <param name="AfterSequence">Interventions with a greater sequence will come.</param>
public sealed record SubscribeAnswer(long AfterSequence);
