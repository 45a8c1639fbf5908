namespace PreDelinquency.Gateway.Contracts;

/// <summary>A customer's past in three lists, each newest first and each with its own marker of where it goes on.</summary>
public sealed record HistoryDocument
{
    public required string CustomerId { get; init; }

    public required TransactionPage Transactions { get; init; }

    public required ScorePage Scores { get; init; }

    public required PastInterventionPage Interventions { get; init; }
}
