using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Adds outreach to a gateway.</summary>
internal static class OutreachServices
{
    /// <summary>To one that decides about contacts itself.</summary>
    /// <param name="services">The gateway's; channels that are set up are registered there as <see cref="IContactChannel"/>.</param>
    /// <param name="store">Stays the caller's to dispose of, after the application.</param>
    /// <param name="keys">Of that store.</param>
    /// <param name="policy">Stays the caller's to dispose of.</param>
    public static void AddOutreach(this IServiceCollection services, IOutreachStore store, OutreachKeys keys, ServedPolicy policy)
    {
        services.AddContactDesk(store, keys, policy).AddSingleton<EffectReader>();
        services.AddSingleton<IContactListener, ContactNews>();
        services.AddSingleton<OutreachRunner>();
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<OutreachRunner>());
        services.AddHostedService(provider => provider.GetRequiredService<OutreachRunner>());
    }

    /// <summary>To one that answers people and customers, while other processes on the same store decide and hand over.</summary>
    /// <inheritdoc cref="AddOutreach"/>
    public static void AddSharedOutreach(this IServiceCollection services, IOutreachStore store, OutreachKeys keys, ServedPolicy policy)
    {
        services.AddContactDesk(store, keys, policy).AddSingleton<EffectReader>();
        services.AddHostedService<ContactFollowing>();
        services.AddHostedService<PolicyFollowing>();
    }
}
