namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who makes a request, and what they may do.</summary>
public sealed record PersonDocument
{
    /// <summary>Whether the gateway knows people by their tokens; false: who acts is what a request says.</summary>
    public required bool PeopleKnown { get; init; }

    /// <summary>Whose token the request bears; null where it bears none, or nobody is known.</summary>
    public string? Name { get; init; }

    /// <summary>Some of agent, approver, policy, model, privacy, feed; empty where there is no name.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}
