using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>What one commit made true.</summary>
public sealed record CommittedEffects
{
    /// <summary>How many transactions it holds.</summary>
    public required int Transactions { get; init; }

    public required IReadOnlyList<RiskChange> RiskChanges { get; init; }

    /// <summary>In order of sequence; sequences grow by one without gaps from commit to commit.</summary>
    public required IReadOnlyList<SequencedIntervention> Interventions { get; init; }
}
