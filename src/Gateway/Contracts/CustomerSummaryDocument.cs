namespace PreDelinquency.Gateway.Contracts;

/// <summary>One line of a list of customers.</summary>
public sealed record CustomerSummaryDocument
{
    public required string CustomerId { get; init; }

    /// <summary>Probability, 0 to 1.</summary>
    public required double RiskScore { get; init; }

    /// <summary>LOW, MEDIUM, HIGH or CRITICAL.</summary>
    public required string RiskLevel { get; init; }

    /// <summary>learning or established.</summary>
    public required string Maturity { get; init; }

    public required DateTimeOffset? LatestEvent { get; init; }
}
