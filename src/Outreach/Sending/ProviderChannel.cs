using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Text messages or calls by a provider that takes signed HTTPS requests, and acts once per idempotency key.</summary>
public sealed class ProviderChannel : IContactChannel, IDisposable
{
    private readonly ProviderSettings _settings;
    private readonly SignedPost _post;

    public ProviderChannel(ProviderSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _post) = (settings, new SignedPost(settings.Url, settings.Secrets, settings.Timeout, time));
    }

    public ContactChannel Kind => _settings.Channel;

    public string Description => $"{WireNames<ContactChannel>.Of(Kind)} by {_settings.Url.Authority}";

    public ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _post.SendAsync(message.IdempotencyKey, JsonSerializer.SerializeToUtf8Bytes(ProviderMessage.Of(message), SendingJsonContext.Default.ProviderMessage), cancellationToken);
    }

    public void Dispose() => _post.Dispose();
}
