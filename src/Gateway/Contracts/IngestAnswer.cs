namespace PreDelinquency.Gateway.Contracts;

/// <summary>What became of the transactions of one request. Everything counted here is durable.</summary>
public sealed record IngestAnswer
{
    /// <summary>The most entries that <see cref="Rejected"/> lists.</summary>
    public const int MostListed = 1000;

    /// <summary>New, and now part of their customers.</summary>
    public required long Accepted { get; init; }

    /// <summary>Known already; nothing changed.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Not taken, by line, at most 1,000 of them; all are kept as dead letters.</summary>
    public required IReadOnlyList<RejectedTransaction> Rejected { get; init; }

    /// <summary>How many were not taken, listed or not.</summary>
    public required long RejectedCount { get; init; }
}
