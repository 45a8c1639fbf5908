using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Says how customers are reached.</summary>
internal static class ContactChannels
{
    /// <param name="policy">In force.</param>
    /// <param name="channels">Those that are set up.</param>
    public static string Sentence(ContactPolicy policy, IReadOnlyCollection<IContactChannel> channels)
    {
        if (policy.Mode == OutreachMode.DryRun)
            return "dry run; contacts are decided, rendered and recorded, and nothing is sent";
        var carried = channels.Select(channel => channel.Description).ToList();
        return carried.Count > 0
            ? $"live; {string.Join(", ", carried)}; what nobody carries is not used, calls wait on the call list"
            : "live; calls wait on the call list; text messages and emails are not used, as no provider is set up";
    }
}
