using Microsoft.Extensions.DependencyInjection.Extensions;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Adds the channels that are set up, and the watch over them.</summary>
internal static class ChannelServices
{
    /// <summary>To a gateway: channels, reports on them, and alerts. Where others watch the same, an <see cref="IAlertDuty"/> must be registered before.</summary>
    /// <param name="services">The gateway's.</param>
    /// <param name="settings">What is set up.</param>
    /// <param name="keys">Sign links to unsubscribe.</param>
    public static void AddChannels(this IServiceCollection services, ChannelSettings settings, OutreachKeys keys)
    {
        services.AddContactChannels(settings, keys);
        services.AddSingleton<ReportChecks>();
        services.TryAddSingleton<IAlertDuty, SoleDuty>();
        services.AddSingleton<AlertBook>();
        services.AddHostedService<OperationsWatch>();
        if (settings.Alerts is { Url: { } url } alerts)
            services.AddSingleton<IAlertSink>(provider => new AlertPost(url, alerts.Secrets, provider.GetRequiredService<TimeProvider>()));
        if (settings is { Email: { } server, Alerts.Emails: { Count: > 0 } people })
            services.AddSingleton<IAlertSink>(provider => new AlertMailer(server, people, provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>To a process that hands contacts over.</summary>
    /// <inheritdoc cref="AddChannels"/>
    public static void AddContactChannels(this IServiceCollection services, ChannelSettings settings, OutreachKeys keys)
    {
        services.AddSingleton(settings);
        // Old links are taken as long as the keys are there, whether or not emails still go out.
        var links = new UnsubscribeLinks(settings.Email?.UnsubscribeAt ?? new Uri("https://localhost"), keys.KeyFor(UnsubscribeLinks.Purpose));
        services.AddSingleton(links);
        if (settings.Email is { } email)
            services.AddChannel(time => new EmailChannel(email, links, time));
        foreach (var settingsOfProvider in settings.Providers.Values)
            services.AddChannel(time => new ProviderChannel(settingsOfProvider, time));
    }

    private static void AddChannel(this IServiceCollection services, Func<TimeProvider, IContactChannel> create) => services.AddSingleton<IContactChannel>(provider =>
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new RestingChannel(create(time), time);
    });
}
