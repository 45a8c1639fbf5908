namespace PreDelinquency.Gateway.Contracts;

/// <summary>The answer to <c>Subscribe</c>.</summary>
/// <param name="AfterSequence">Interventions with a greater sequence will come.</param>
/// <param name="LatestSequence">Those up to this one were proposed before the call, those after it are new.</param>
public sealed record SubscribeAnswer(long AfterSequence, long LatestSequence);
