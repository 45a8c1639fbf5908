using System.Diagnostics;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine;

/// <summary>What one commit made true, as far as it is news: nothing older than <see cref="EngineOptions.NewsLifetime"/>.</summary>
public sealed record CommittedEffects
{
    /// <summary>How many transactions it holds.</summary>
    public required int Transactions { get; init; }

    public required IReadOnlyList<RiskChange> RiskChanges { get; init; }

    /// <summary>
    /// Proposed ones in order of sequence, rising from commit to commit. Lapsed ones have a sequence too but are not
    /// in here, so sequences may skip.
    /// </summary>
    public required IReadOnlyList<SequencedIntervention> Interventions { get; init; }

    /// <summary>The span that made it durable; default where that was not traced.</summary>
    public ActivityContext Span { get; init; }
}
