namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who is to have a role.</summary>
public sealed record RoleRequest
{
    /// <summary>A registered version; null for nobody.</summary>
    public required string? Version { get; init; }

    /// <summary>Name or number of the person, 1 to 100 characters; kept in the history. Absent: nobody says.</summary>
    public string? By { get; init; }
}
