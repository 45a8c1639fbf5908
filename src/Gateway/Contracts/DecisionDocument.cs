namespace PreDelinquency.Gateway.Contracts;

/// <summary>One decision about a contact, with every rule that was asked: it follows from this alone.</summary>
public sealed record DecisionDocument
{
    /// <summary>In UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>proposed, due, approved or attempt.</summary>
    public required string Trigger { get; init; }

    public required string PolicyVersion { get; init; }

    /// <summary>IANA zone by which hours counted.</summary>
    public required string TimeZone { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The customer's draw for the holdout, 0 to 1.</summary>
    public required double HoldoutDraw { get; init; }

    /// <summary>In order of preference.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The bank's name for what is offered.</summary>
    public required string Offer { get; init; }

    /// <summary>In the order in which they were asked; the last one decided.</summary>
    public required IReadOnlyList<RuleAnswerDocument> Rules { get; init; }

    /// <summary>send, await_approval, wait, block, hold_out, expire or withdraw.</summary>
    public required string Action { get; init; }

    /// <summary>The channel to use; null where none was chosen.</summary>
    public required string? Channel { get; init; }

    /// <summary>The rule that decided; null for a send.</summary>
    public required string? Rule { get; init; }

    /// <summary>For a wait, when rules are asked again; null else.</summary>
    public required DateTimeOffset? Until { get; init; }
}
