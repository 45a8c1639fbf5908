namespace PreDelinquency.Gateway.Contracts;

/// <summary>A change of policy while the program ran.</summary>
/// <param name="Version">Of the new policy.</param>
/// <param name="State">proposed, confirmed or rejected.</param>
/// <param name="ProposedBy">One person.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="DecidedBy">Another one; null before.</param>
/// <param name="DecidedAt">When; null before.</param>
public sealed record PolicyChangeDocument(string Version, string State, string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt);
