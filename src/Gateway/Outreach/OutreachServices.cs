using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Adds what decides about contacts to a gateway.</summary>
internal static class OutreachServices
{
    /// <param name="services">The gateway's; channels that are set up are registered there as <see cref="IContactChannel"/>.</param>
    /// <param name="store">Stays the caller's to dispose of, after the application.</param>
    /// <param name="keys">Of that store.</param>
    /// <param name="policy">Stays the caller's to dispose of.</param>
    public static void AddOutreach(this IServiceCollection services, IOutreachStore store, OutreachKeys keys, ServedPolicy policy)
    {
        services.AddSingleton(store);
        services.AddSingleton(keys);
        services.AddSingleton(policy);
        services.AddSingleton<ContactDesk>();
        services.AddSingleton<CustomerErasure>();
        services.AddSingleton<OutreachRound>();
        services.AddSingleton<EffectReader>();
        services.AddSingleton<IContactListener, ContactNews>();
        services.AddHostedService<OutreachRunner>();
    }
}
