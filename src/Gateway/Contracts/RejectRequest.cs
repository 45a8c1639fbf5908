namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact that a person does not want made.</summary>
public sealed record RejectRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
