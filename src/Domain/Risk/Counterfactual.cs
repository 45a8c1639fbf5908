namespace PreDelinquency.Domain.Risk;

/// <summary>The least that somebody would have to do for the model to put a customer on a lower level.</summary>
public sealed record Counterfactual
{
    /// <summary>Most changes that are advised together.</summary>
    public const int MostChanges = 3;

    /// <summary>A probability that is lower by less is not worth a change, whatever the level.</summary>
    public const double LeastGain = Customer.RecordedMove;

    /// <summary>The score without any change.</summary>
    public required RiskScore Present { get; init; }

    /// <summary>The level to come to.</summary>
    public required RiskLevel Target { get; init; }

    /// <summary>
    /// Whether <see cref="Score"/> is on <see cref="Target"/> or below. Where not, no changes that gain
    /// <see cref="LeastGain"/> lead there, and these are the smallest of those within <see cref="LeastGain"/> of the lowest score that any lead to.
    /// </summary>
    public required bool IsReached { get; init; }

    /// <summary>At most <see cref="MostChanges"/>, each of another lever; none where the present is low enough or nothing gains <see cref="LeastGain"/>. Each step counts from what the ones before it leave.</summary>
    public required IReadOnlyList<CounterfactualChange> Changes { get; init; }

    /// <summary>All features that have another value with the changes, in order of the catalogue.</summary>
    public required IReadOnlyList<FeatureChange> Features { get; init; }

    /// <summary>The score with these <see cref="Features"/>.</summary>
    public required RiskScore Score { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The sum of the changes' sizes: what is smallest where the target is reached.</summary>
    public double Size => Changes.Sum(change => change.Size);
}
