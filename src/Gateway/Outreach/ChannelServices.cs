using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Adds to a gateway the channels that are set up, and the watch over them.</summary>
internal static class ChannelServices
{
    /// <param name="services">The gateway's.</param>
    /// <param name="settings">What is set up.</param>
    /// <param name="keys">Sign links to unsubscribe.</param>
    public static void AddChannels(this IServiceCollection services, ChannelSettings settings, OutreachKeys keys)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ReportChecks>();
        // Old links are taken as long as the keys are there, whether or not emails still go out.
        var links = new UnsubscribeLinks(settings.Email?.UnsubscribeAt ?? new Uri("https://localhost"), keys.KeyFor(UnsubscribeLinks.Purpose));
        services.AddSingleton(links);
        if (settings.Email is { } email)
            services.AddChannel(time => new EmailChannel(email, links, time));
        foreach (var settingsOfProvider in settings.Providers.Values)
            services.AddChannel(time => new ProviderChannel(settingsOfProvider, time));
        services.AddSingleton<AlertBook>();
        services.AddHostedService<OperationsWatch>();
        if (settings.Alerts is { Url: { } url } alerts)
            services.AddSingleton<IAlertSink>(provider => new AlertPost(url, alerts.Secrets, provider.GetRequiredService<TimeProvider>()));
        if (settings is { Email: { } server, Alerts.Emails: { Count: > 0 } people })
            services.AddSingleton<IAlertSink>(provider => new AlertMailer(server, people, provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddChannel(this IServiceCollection services, Func<TimeProvider, IContactChannel> create) => services.AddSingleton<IContactChannel>(provider =>
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new RestingChannel(create(time), time);
    });
}
