namespace PreDelinquency.Gateway.Contracts;

/// <summary>What became of missed payments.</summary>
/// <param name="Accepted">Kept, or kept before.</param>
/// <param name="Rejected">The others, by their place.</param>
public sealed record MissedPaymentsAnswer(int Accepted, IReadOnlyList<RejectedItem> Rejected);
