namespace PreDelinquency.Gateway.Contracts;

/// <summary>The least that somebody would have to do for the model to come to a lower level.</summary>
public sealed record CounterfactualDocument
{
    public required string CustomerId { get; init; }

    /// <summary>Probability as of now, 0 to 1.</summary>
    public required double RiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL as of now.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>The level to come to.</summary>
    public required string TargetLevel { get; init; }

    /// <summary>Whether the changes lead to the target or below, and lower the probability by 0.02 at least. Where not, nothing that can be advised does both, and they come as close as any do, within 0.02.</summary>
    public required bool Reached { get; init; }

    /// <summary>What comes of it, in plain words.</summary>
    public required string Summary { get; init; }

    /// <summary>At most three; none where none is needed or none helps.</summary>
    public required IReadOnlyList<CounterfactualChangeDocument> Changes { get; init; }

    /// <summary>All features that have another value with the changes: <c>POST /predict</c> with the customer and these values gives the new score.</summary>
    public required IReadOnlyList<FeatureChangeDocument> Features { get; init; }

    /// <summary>The sum of the changes' sizes; where the target is reached, no three or fewer changes that reach it have a smaller one.</summary>
    public required double Size { get; init; }

    /// <summary>Probability with the changes.</summary>
    public required double NewRiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL with the changes.</summary>
    public required string NewRiskLevel { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>How to read it.</summary>
    public required string Note { get; init; }
}
