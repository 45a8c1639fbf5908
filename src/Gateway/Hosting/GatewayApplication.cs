using System.IO.Compression;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Dashboard;
using PreDelinquency.Gateway.Endpoints;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Gateway.Observing;
using PreDelinquency.Gateway.OpenApi;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>The web application in front of a service.</summary>
internal static class GatewayApplication
{
    /// <summary>How long streams in flight may take to finish when the program is asked to stop.</summary>
    public static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(20);

    /// <summary>Longest message that a live client may send: a subscription to 1,000 customers fits.</summary>
    private const int LongestHubMessage = 128 * 1024;

    /// <summary>What a connection may have on its way before its pump waits.</summary>
    private const int HubBuffer = 64 * 1024;

    /// <param name="options">From the command line.</param>
    /// <param name="people">Who may act.</param>
    /// <param name="service">What hosts the customers; stays the caller's to dispose of, after the application.</param>
    /// <param name="registry">Where the models are; stays the caller's to dispose of.</param>
    /// <param name="history">What the live model is judged by; where it is <see cref="IStandings"/> too, it also finds customers. Stays the caller's to dispose of.</param>
    /// <param name="configure">Adds services.</param>
    public static WebApplication Build(GatewayOptions options, ServedPeople people, IRiskService service, IModelRegistry registry, IModelHistory history, Action<IServiceCollection>? configure = null)
    {
        // The command line alone says how this program runs, not the environment, and never with pages for developers.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.LongestBytes;
            kestrel.Limits.MinRequestBodyDataRate = RequestBody.LeastRate;
        });
        builder.Logging.ClearProviders().SetMinimumLevel(options.LogLevel).AddConsoleLines();
        builder.Logging.AddFilter(HubCallFilter.FrameworkCategory, LogLevel.None);
        builder.Services.AddPreDelinquencyTelemetry(new TelemetryOptions { ServiceName = options.ServiceName, Otlp = options.Otlp });
        AddServices(builder.Services, service, registry);
        builder.Services.AddSingleton(people);
        builder.Services.AddSingleton<PeopleFollowing>();
        builder.Services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<PeopleFollowing>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PeopleFollowing>());
        builder.Services.AddSingleton(history);
        builder.Services.AddSingleton<ModelWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ModelWatch>());
        if (history is IStandings standings)
            builder.Services.AddSingleton<IPortfolioWatch>(provider => new StoredPortfolio(standings, service, provider.GetRequiredService<TimeProvider>()));
        else
            builder.Services.AddSingleton<IPortfolioWatch, HeldPortfolio>();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        Use(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, IRiskService service, IModelRegistry registry)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        services.ConfigureHttpJsonOptions(json =>
        {
            // The document of the API is made from these options; numbers in quotes are refused.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.PropertyNamingPolicy = GatewayJsonContext.Default.Options.PropertyNamingPolicy;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJsonContext.Default);
        });
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(BrowserTrust.IsLocal).AllowAnyHeader().AllowAnyMethod().AllowCredentials()));
        // Pages that stay open ask again and again; whoever asks for no coding gets none, and the dashboard's files bring theirs.
        services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = ["application/json", "application/problem+json", "text/plain", "application/openmetrics-text", "text/html"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = RequestProblems.Complete);
        services.AddSingleton<IProblemDetailsWriter, EveryProblemWriter>();
        services.AddExceptionHandler<RequestProblems>();
        services.AddOpenApi("v1", GatewayOpenApi.Configure);
        services.AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = LongestHubMessage;
                hub.AddFilter<HubCallFilter>();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new(GatewayJsonContext.Default.Options));
        services.AddSingleton<IHubProtocol, HubJsonProtocol>();
        services.AddSingleton(service);
        services.AddSingleton(registry);
        services.AddSingleton<RegistryFollower>();
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<RegistryFollower>());
        services.AddHostedService(provider => provider.GetRequiredService<RegistryFollower>());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();
        services.AddSingleton<IngestGate>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
        services.AddHostedService<StatsTicker>();
        services.AddSingleton<OpenConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenConnections>());
        services.AddSingleton<LiveTransactions>();
        services.AddHostedService<TransactionTicker>();
        services.AddHostedService<CustomerTicker>();
    }

    private static void Use(WebApplication app, GatewayOptions options)
    {
        app.UseRequestSpans();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(new BrowserTrust(options).InvokeAsync);
        app.UseCors();
        app.Use(new PersonTrust(app.Services.GetRequiredService<ServedPeople>()).InvokeAsync);
        app.MapProbes();
        app.MapMetrics();
        var operations = app.MapGroup("").RefuseUnknownParameters();
        operations.MapService();
        operations.MapPerson();
        operations.MapTransactions();
        operations.MapDeadLetters();
        operations.MapPredict();
        operations.MapBatchPredict();
        operations.MapCustomers();
        operations.MapRisk();
        operations.MapPortfolio();
        operations.MapModels();
        operations.MapMonitoring();
        if (app.Services.GetService<ContactDesk>() is not null)
        {
            operations.MapContacts();
            operations.MapEffect();
            operations.MapCalls();
            operations.MapCustomerContact();
            operations.MapOptOuts();
            operations.MapPolicy();
        }

        if (app.Services.GetService<ReportChecks>() is not null)
        {
            operations.MapChannels();
            operations.MapAlerts();
            // Mail programs add parameters of their own to links.
            app.MapUnsubscribe();
        }

        app.MapDashboard();
        app.MapHub<RiskHub>(Links.Hub, hub => (hub.TransportMaxBufferSize, hub.ApplicationMaxBufferSize) = (HubBuffer, LongestHubMessage));
        app.MapOpenApi(Links.OpenApi);
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Links.Documentation.TrimStart('/');
            page.DocumentTitle = "PreDelinquency";
            page.SwaggerEndpoint(Links.OpenApi, "PreDelinquency");
        });
    }
}
