namespace PreDelinquency.Gateway.Contracts;

/// <summary>A person proposes the policy that lies in the folder.</summary>
public sealed record PolicyProposalRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; recorded in the audit log; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>Of the policy that the person read, as <c>waiting</c> of GET /policy has it; where the folder holds another by now, the proposal is refused. Left out for whatever lies there.</summary>
    public string? Version { get; init; }
}
