using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Who may report on which channel: whoever signs with a secret of its provider.</summary>
internal sealed class ReportChecks
{
    private readonly Dictionary<ContactChannel, SignatureCheck> _checks;

    public ReportChecks(ChannelSettings settings, TimeProvider time)
    {
        _checks = settings.Providers.ToDictionary(provider => provider.Key, provider => new SignatureCheck(provider.Value.Secrets, time));
        if (settings.Email is { ReportSecrets: { Count: > 0 } secrets })
            _checks.Add(ContactChannel.Email, new SignatureCheck(secrets, time));
    }

    /// <summary>Null where nobody reports on a channel.</summary>
    public SignatureCheck? Of(ContactChannel channel) => _checks.GetValueOrDefault(channel);
}
