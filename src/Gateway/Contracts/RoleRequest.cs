namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who is to have a role.</summary>
public sealed record RoleRequest
{
    /// <summary>A registered version; null for nobody.</summary>
    public required string? Version { get; init; }
}
