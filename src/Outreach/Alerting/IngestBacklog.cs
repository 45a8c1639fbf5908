namespace PreDelinquency.Outreach.Alerting;

/// <summary>Where transactions wait that were sent and do not count yet.</summary>
/// <param name="Name">Of what: <c>queue</c> of this process, or <c>kafka</c>.</param>
/// <param name="Waiting">How many there are; null where nobody tells.</param>
/// <param name="IsBehind">Whether these are more than an ordinary burst leaves.</param>
public readonly record struct IngestBacklog(string Name, long? Waiting, bool IsBehind);
