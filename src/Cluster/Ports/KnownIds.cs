namespace PreDelinquency.Cluster.Ports;

/// <summary>Which of some transaction ids of one customer are stored.</summary>
/// <param name="Logged">Those of accepted transactions.</param>
/// <param name="Buried">Those of dead letters.</param>
public sealed record KnownIds(IReadOnlySet<string> Logged, IReadOnlySet<string> Buried);
