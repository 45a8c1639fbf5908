namespace PreDelinquency.Gateway.Contracts;

/// <summary>Changes of roles, latest first.</summary>
public sealed record RoleHistoryPage(IReadOnlyList<RoleChangeDocument> Items);
