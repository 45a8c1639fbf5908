using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Emails by the bank's mail server. What is in doubt stays so: SMTP knows no idempotency.</summary>
public sealed class EmailChannel : IContactChannel, IDisposable
{
    private readonly EmailSettings _settings;
    private readonly TimeProvider _time;
    private readonly EmailComposer _composer;
    private readonly SmtpSender _sender;

    public EmailChannel(EmailSettings settings, UnsubscribeLinks links, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _time, _composer, _sender) = (settings, time, new EmailComposer(settings, links), new SmtpSender(settings, time));
    }

    public ContactChannel Kind => ContactChannel.Email;

    public string Description => $"email by {_settings.Host}:{_settings.Port}";

    public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _composer.Compose(message, _time.GetUtcNow()) is { } email
            ? await _sender.SendAsync(email, cancellationToken)
            : new SendResult.Refused("the address is no email address");
    }

    public void Dispose() => _sender.Dispose();
}
