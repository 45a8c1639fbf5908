using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Endpoints;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Gateway.Observing;
using PreDelinquency.Registry;

namespace PreDelinquency.Silo.Hosting;

/// <summary>The web application of a process that hosts customers and serves no API: only whether it works, and what it measures.</summary>
internal static class HealthApplication
{
    /// <param name="options">From the command line.</param>
    /// <param name="service">What the models of the registry are served to; tells its health.</param>
    /// <param name="registry">Where the models are.</param>
    public static WebApplication Build(GatewayOptions options, IRiskService service, IModelRegistry registry)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().SetMinimumLevel(options.LogLevel).AddConsoleLines();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJsonContext.Default));
        builder.Services.AddPreDelinquencyTelemetry(new TelemetryOptions { ServiceName = options.ServiceName, Otlp = options.Otlp });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(registry);
        builder.Services.AddSingleton<RegistryFollower>();
        builder.Services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<RegistryFollower>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RegistryFollower>());
        builder.Services.AddSingleton<Readiness>();
        var app = builder.Build();
        app.UseRequestSpans();
        app.Use(new BrowserTrust(options).InvokeAsync);
        app.MapGroup("").WithMetadata(new UntracedMetadata()).MapHealth();
        app.MapMetrics();
        return app;
    }
}
