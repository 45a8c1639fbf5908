namespace PreDelinquency.Silo.Hosting;

/// <summary>What a process does in the cluster.</summary>
internal enum SiloRole
{
    /// <summary>Hosts customers and serves the API.</summary>
    All,

    /// <summary>Hosts customers.</summary>
    Silo,

    /// <summary>Serves the API.</summary>
    Gateway,
}
