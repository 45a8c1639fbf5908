namespace PreDelinquency.Gateway.Contracts;

/// <summary>Changes of roles, latest first.</summary>
/// <param name="Items">The changes.</param>
/// <param name="NextBeforeRevision">Pass it as before_revision to go on; null at the end.</param>
public sealed record RoleHistoryPage(IReadOnlyList<RoleChangeDocument> Items, long? NextBeforeRevision);
