using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>What every process has that decides about contacts or answers people about them.</summary>
public static class DeskServices
{
    /// <summary>Channels that are set up are registered as <see cref="IContactChannel"/>, those who hear of changes as <see cref="IContactListener"/>.</summary>
    /// <param name="services">With the service that knows the customers, the history of models, and the clock.</param>
    /// <param name="store">Stays the caller's to dispose of, after the services.</param>
    /// <param name="keys">Of that store.</param>
    /// <param name="policy">Stays the caller's to dispose of.</param>
    public static IServiceCollection AddContactDesk(this IServiceCollection services, IOutreachStore store, OutreachKeys keys, ServedPolicy policy) => services
        .AddSingleton(store)
        .AddSingleton(keys)
        .AddSingleton(policy)
        .AddSingleton<OutreachMetrics>()
        .AddSingleton<ContactDesk>()
        .AddSingleton<CustomerErasure>()
        .AddSingleton<OutreachRound>();
}
