using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A customer's past on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.customer-history")]
internal struct CustomerHistorySurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public Transaction[] Transactions;

    [Id(2)]
    public HistoryCursor? NextTransactions;

    [Id(3)]
    public ScorePoint[] Scores;

    [Id(4)]
    public HistoryCursor? NextScores;

    [Id(5)]
    public SequencedIntervention[] Interventions;

    [Id(6)]
    public HistoryCursor? NextInterventions;
}
