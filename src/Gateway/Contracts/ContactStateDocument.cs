namespace PreDelinquency.Gateway.Contracts;

/// <summary>What became of a proposal so far.</summary>
public sealed record ContactStateDocument
{
    /// <summary>awaiting_approval, waiting, sending, sent, delivered, blocked, held_out, expired, withdrawn or failed.</summary>
    public required string State { get; init; }

    /// <summary>The rule that made it wait or end, like <c>contact_hours</c>; null where none did.</summary>
    public required string? Rule { get; init; }

    /// <summary>phone, sms or email; null before one was chosen.</summary>
    public required string? Channel { get; init; }

    /// <summary>When rules are asked again; null where they are not.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>From then on it is not made any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether nothing leaves the house for it.</summary>
    public required bool DryRun { get; init; }
}
