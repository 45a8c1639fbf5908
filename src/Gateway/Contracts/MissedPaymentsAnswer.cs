namespace PreDelinquency.Gateway.Contracts;

/// <summary>What became of missed payments.</summary>
/// <param name="Accepted">Kept, in place of what was kept of the same obligation before.</param>
/// <param name="Rejected">The others, by their place.</param>
public sealed record MissedPaymentsAnswer(int Accepted, IReadOnlyList<RejectedItem> Rejected);
