namespace PreDelinquency.Domain.Risk;

/// <summary>The smallest change of a few features with which the model would put a customer on a lower level.</summary>
public sealed record Counterfactual
{
    /// <summary>Most features that change together.</summary>
    public const int MostChanges = 3;

    /// <summary>The score without any change.</summary>
    public required RiskScore Present { get; init; }

    /// <summary>The level to come to.</summary>
    public required RiskLevel Target { get; init; }

    /// <summary>Whether <see cref="Score"/> is on <see cref="Target"/> or below; where not, it is the lowest that any such change leads to.</summary>
    public required bool IsReached { get; init; }

    /// <summary>At most <see cref="MostChanges"/>, in order of the catalogue; none where the present is low enough or no change lowers the score.</summary>
    public required IReadOnlyList<CounterfactualChange> Changes { get; init; }

    /// <summary>The score with the changes.</summary>
    public required RiskScore Score { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The sum of the changes' sizes: what is smallest where the target is reached.</summary>
    public double Size => Changes.Sum(change => change.Size);
}
