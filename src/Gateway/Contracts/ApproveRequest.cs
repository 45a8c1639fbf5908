namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact that a person approves.</summary>
public sealed record ApproveRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; recorded in the audit log; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>Of the message that the person read; must be given. Where the message is another by now, the approval is refused.</summary>
    public string? Revision { get; init; }
}
