namespace PreDelinquency.Gateway.Contracts;

/// <summary>A message changed by hand.</summary>
public sealed record EditMessageRequest
{
    /// <summary>Name or number of the person, 1 to 100 characters; may be left out where the gateway knows people.</summary>
    public string? By { get; init; }

    /// <summary>Of the message that the person read and changed; where it is another by now, nothing is changed.</summary>
    public string? Revision { get; init; }

    /// <summary>Must hold to the rules of texts.</summary>
    public required string Text { get; init; }

    /// <summary>Of an email; absent: as it was.</summary>
    public string? Subject { get; init; }
}
