using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Demo;

/// <summary>Adds a demo to a gateway.</summary>
internal static class DemoServices
{
    /// <param name="services">The gateway's.</param>
    /// <param name="plan">Who lives.</param>
    /// <param name="output">Takes the progress.</param>
    public static void AddDemo(this IServiceCollection services, DemoPlan plan, TextWriter output)
    {
        services.AddSingleton<IContactChannel>(new DemoChannel(ContactChannel.Sms));
        services.AddSingleton<IContactChannel>(new DemoChannel(ContactChannel.Email));
        services.AddSingleton(provider => new DemoRun(
            plan,
            provider.GetRequiredService<IRiskService>(),
            provider.GetRequiredService<LiveTransactions>(),
            provider.GetRequiredService<TimeProvider>(),
            output,
            provider.GetRequiredService<ILogger<DemoRun>>()));
        services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<DemoRun>());
        services.AddHostedService(provider => provider.GetRequiredService<DemoRun>());
    }
}
