using System.Text.Json;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Tells alerts by signed requests.</summary>
public sealed class AlertPost(Uri url, IReadOnlyList<Secret> secrets, TimeProvider time) : IAlertSink, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly SignedPost _post = new(url, secrets, Timeout, time);

    public string Description => url.Authority;

    public ValueTask<SendResult> TellAsync(OperationsAlert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _post.SendAsync(alert.Key, JsonSerializer.SerializeToUtf8Bytes(AlertMessage.Of(alert), SendingJsonContext.Default.AlertMessage), cancellationToken);
    }

    public void Dispose() => _post.Dispose();
}
