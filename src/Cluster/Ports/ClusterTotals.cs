namespace PreDelinquency.Cluster.Ports;

/// <summary>Figures over everything that was ever committed.</summary>
public sealed record ClusterTotals(long Transactions, long Duplicates, long DeadLetters, long Interventions);
