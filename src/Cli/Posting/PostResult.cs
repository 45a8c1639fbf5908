namespace PreDelinquency.Cli.Posting;

/// <summary>What a gateway answered to a batch.</summary>
internal sealed record PostResult(long Accepted, long Duplicates, IReadOnlyList<PostRejection> Rejected);
