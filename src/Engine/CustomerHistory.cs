using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine;

/// <summary>A customer's past.</summary>
public sealed record CustomerHistory
{
    public required string CustomerId { get; init; }

    public required HistoryPage<Transaction> Transactions { get; init; }

    public required HistoryPage<ScorePoint> Scores { get; init; }

    public required HistoryPage<SequencedIntervention> Interventions { get; init; }
}
