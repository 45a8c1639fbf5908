using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Grains.Consumers;
using PreDelinquency.Grains.Contacts;
using PreDelinquency.Grains.Customers;
using PreDelinquency.Grains.Portfolio;
using PreDelinquency.Grains.Watching;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Grains.Hosting;

/// <summary>What silos and gateways have in common.</summary>
internal static class CommonServices
{
    public static IServiceCollection AddClusterServices(this IServiceCollection services, ClusterSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(provider => new ClusterClock(settings.Clock, provider.GetRequiredService<TimeProvider>(), settings.NewsLifetime))
            .AddSingleton<ClusterHealth>()
            .AddSingleton<SiloLosses>()
            .AddSingleton(provider => new RepeatedCalls(
                settings.CallPatience, provider.GetRequiredService<SiloLosses>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RepeatedCalls>>()))
            .AddSingleton<ICustomers>(provider => new OrleansCustomers(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<RepeatedCalls>()))
            .AddSingleton<IPortfolio, OrleansPortfolio>()
            .AddSingleton<PortfolioView>()
            .AddSingleton(provider => new IngestFront(provider.GetRequiredService<ICustomers>(), settings.IngestCapacity, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<EffectsInbox>()
            .AddSingleton(provider => new FailingCustomers(settings.CustomerPatience, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FailingCustomers>>()))
            .AddSingleton<IRiskService, ClusterRiskService>()
            .AddSingleton<IAlertDuty, AlertDuty>()
            .AddSingleton(provider => new ConsumerLag(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<RepeatedCalls>()))
            .AddHostedService<StoreWatch>();
    }

    /// <summary>Once, however many parts of the process want it.</summary>
    public static IServiceCollection AddPortfolioWatch(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PortfolioWatch>());
        return services;
    }
}
