namespace PreDelinquency.Silo.Hosting;

/// <summary>What goes with a role.</summary>
internal static class SiloRoles
{
    /// <summary>What processes of a role call themselves to those who watch them; none is called as the gateway of one machine is.</summary>
    public static string ServiceName(this SiloRole role) => role switch
    {
        SiloRole.Silo => "predelinquency-silo",
        SiloRole.Gateway => "predelinquency-cluster-gateway",
        _ => "predelinquency-cluster",
    };
}
