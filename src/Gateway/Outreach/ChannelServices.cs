using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Adds the channels that are set up to a gateway.</summary>
internal static class ChannelServices
{
    public static void AddChannels(this IServiceCollection services, ChannelSettings settings, OutreachKeys keys)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ReportChecks>();
        // Old links are taken as long as the keys are there, whether or not emails still go out.
        var links = new UnsubscribeLinks(settings.Email?.UnsubscribeAt ?? NoAddress, keys.KeyFor(UnsubscribeLinks.Purpose));
        services.AddSingleton(links);
        if (settings.Email is { } email)
            services.AddSingleton<IContactChannel>(provider => new EmailChannel(email, links, provider.GetRequiredService<TimeProvider>()));
        foreach (var settingsOfProvider in settings.Providers.Values)
            services.AddSingleton<IContactChannel>(provider => new ProviderChannel(settingsOfProvider, provider.GetRequiredService<TimeProvider>()));
    }

    private static Uri NoAddress => new("https://localhost");
}
