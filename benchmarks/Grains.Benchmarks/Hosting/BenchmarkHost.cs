using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using PreDelinquency.Cluster;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Benchmarks.Hosting;

/// <summary>What the hosts of this process have in common.</summary>
internal static class BenchmarkHost
{
    /// <summary>Names cluster and service, as the silo program does where it is told nothing else.</summary>
    public const string ClusterId = "predelinquency";

    public static HostApplicationBuilder New(BenchmarkStore store, ModelBundle model)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Production });
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(store.Store);
        builder.Services.AddSingleton(new ServingModels(new(model)));
        builder.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterId, ClusterId));
        return builder;
    }
}
