namespace PreDelinquency.Gateway;

/// <summary>Paths that are named in more than one place.</summary>
internal static class Links
{
    public const string Documentation = "/docs";
    public const string OpenApi = "/openapi/v1.json";
    public const string Dashboard = "/dashboard";
    public const string Hub = "/hubs/risk";
}
