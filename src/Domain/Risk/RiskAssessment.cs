using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>A score with its explanation.</summary>
public sealed record RiskAssessment
{
    /// <summary>Null for a what-if on bare features.</summary>
    public string? CustomerId { get; init; }

    public required RiskScore Score { get; init; }

    /// <summary>Features by falling size of contribution.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What the features were made of, in catalogue order, as <see cref="Reasons"/> tell it.</summary>
    /// <exception cref="InvalidOperationException">Not every feature has its reason.</exception>
    public IReadOnlyList<Reading> Readings()
    {
        var readings = new Reading[FeatureCatalogue.Count];
        var known = 0;
        foreach (var reason in Reasons)
        {
            if (FeatureCatalogue.TryIndexOf(reason.Feature, out var index))
                (readings[index], known) = (new Reading(reason.Value, reason.Observed ?? reason.Value, reason.Usual ?? double.NaN), known + 1);
        }

        return known == readings.Length ? readings : throw new InvalidOperationException($"Of {readings.Length} features {known} are told.");
    }

    /// <summary>The raw score of the average customer, in log-odds; with all contributions it sums to the raw score.</summary>
    public required double BaseValue { get; init; }

    public required string ModelVersion { get; init; }

    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>What the shadow says of the same features; null without one.</summary>
    public ShadowScore? Shadow { get; init; }
}
