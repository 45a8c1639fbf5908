namespace PreDelinquency.Gateway.Contracts;

/// <summary>A document that could not be taken.</summary>
public sealed record DeadLetterDocument
{
    /// <summary>Its place in the order of all dead letters: 1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was refused, by the wall clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Where it came from: <c>http</c> with the line of its body, or <c>late</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The field and the rule that it broke.</summary>
    public required string Error { get; init; }

    /// <summary>The text as it came. Of one that is longer than 4,096 bytes, or not UTF-8, as much as fits before the length and the SHA-256 of all of it.</summary>
    public required string Document { get; init; }
}
