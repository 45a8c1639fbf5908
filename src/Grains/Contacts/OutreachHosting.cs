using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Grains.Contacts;

/// <summary>What a silo needs to decide about contacts.</summary>
public static class OutreachHosting
{
    /// <summary>
    /// Lets one silo of the cluster at a time decide about proposals and hand contacts over. Every silo that may be the one must have the same
    /// keys, policy and channels (<see cref="IContactChannel"/>).
    /// </summary>
    /// <param name="silo">With <see cref="Hosting.SiloServices.AddCustomers"/>.</param>
    /// <param name="store">Shared by all processes; stays the caller's to dispose of.</param>
    /// <param name="keys">Of that store.</param>
    /// <param name="policy">Stays the caller's to dispose of.</param>
    public static ISiloBuilder AddOutreach(this ISiloBuilder silo, IOutreachStore store, OutreachKeys keys, ServedPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services
            .AddSingleton<IModelHistory>(services => services.GetRequiredService<IClusterStore>())
            .AddContactDesk(store, keys, policy)
            .AddHostedService<OutreachBeginning>();
        return silo;
    }
}
