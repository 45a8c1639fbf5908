namespace PreDelinquency.Gateway.Contracts;

/// <summary>The smallest change of a few features with which the model would come to a lower level.</summary>
public sealed record CounterfactualDocument
{
    public required string CustomerId { get; init; }

    /// <summary>Probability as of now, 0 to 1.</summary>
    public required double RiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL as of now.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>The level to come to.</summary>
    public required string TargetLevel { get; init; }

    /// <summary>Whether the changes lead to the target or below. Where not, they lead to the lowest score that any such change does.</summary>
    public required bool Reached { get; init; }

    /// <summary>At most three; none where none is needed or none helps.</summary>
    public required IReadOnlyList<CounterfactualChangeDocument> Changes { get; init; }

    /// <summary>The sum of the changes' sizes; where the target is reached, no change of at most three features has a smaller one.</summary>
    public required double Size { get; init; }

    /// <summary>Probability with the changes.</summary>
    public required double NewRiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL with the changes.</summary>
    public required string NewRiskLevel { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>How to read it.</summary>
    public required string Note { get; init; }
}
