using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine;

/// <summary>A customer's past, each list newest first.</summary>
public sealed record CustomerHistory
{
    public required string CustomerId { get; init; }

    public required IReadOnlyList<Transaction> Transactions { get; init; }

    public required IReadOnlyList<ScorePoint> Scores { get; init; }

    public required IReadOnlyList<SequencedIntervention> Interventions { get; init; }
}
