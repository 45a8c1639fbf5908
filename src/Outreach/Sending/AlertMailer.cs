using System.Text;
using MimeKit;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Tells alerts by the bank's mail server.</summary>
public sealed class AlertMailer(EmailSettings settings, IReadOnlyList<MailboxAddress> to, TimeProvider time) : IAlertSink, IDisposable
{
    private readonly SmtpSender _sender = new(settings, time);

    public string Description => $"email by {settings.Host}:{settings.Port}";

    public async ValueTask<SendResult> TellAsync(OperationsAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var text = new TextPart("plain");
        text.SetText(Encoding.UTF8, AlertText.Body(alert));
        var email = new MimeMessage
        {
            MessageId = $"{alert.Key}@{settings.From.Domain}",
            Date = time.GetUtcNow(),
            Subject = AlertText.Title(alert),
            Body = text,
        };
        email.From.Add(settings.From);
        email.To.AddRange(to);
        email.Headers.Add("Auto-Submitted", "auto-generated");
        return await _sender.SendAsync(email, cancellationToken);
    }

    public void Dispose() => _sender.Dispose();
}
