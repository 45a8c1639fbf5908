namespace PreDelinquency.Cli.Posting;

/// <summary>What a gateway answered to a batch.</summary>
/// <param name="Accepted">New to it.</param>
/// <param name="Duplicates">Known already.</param>
/// <param name="Rejected">The first that it refused.</param>
/// <param name="RejectedCount">How many it refused, listed or not.</param>
internal sealed record PostResult(long Accepted, long Duplicates, IReadOnlyList<PostRejection> Rejected, long RejectedCount);
