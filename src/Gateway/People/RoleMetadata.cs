using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.People;

/// <summary>Marks an operation that changes something: where people are known, it takes one with this role.</summary>
internal sealed record RoleMetadata(PersonRole Role);
