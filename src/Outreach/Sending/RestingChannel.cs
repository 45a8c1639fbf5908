using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Leaves a provider alone for a while that let us wait in vain several times in a row: all else waits behind each of these times. What
/// comes meanwhile is unavailable at once, and the provider is not asked. Safe for use by several threads.
/// </summary>
/// <param name="inner">Sends; disposed of with this.</param>
/// <param name="time">The real clock.</param>
public sealed class RestingChannel(IContactChannel inner, TimeProvider time) : IContactChannel, IDisposable
{
    /// <summary>So many in a row.</summary>
    public const int MostSlowFailures = 3;

    /// <summary>A failure that took as long as this is slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private int _slowFailures;
    private DateTimeOffset _restsUntil;

    public ContactChannel Kind => inner.Kind;

    public string Description => inner.Description;

    public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var left = _restsUntil - time.GetUtcNow();
            if (left > TimeSpan.Zero)
                return new SendResult.Unavailable("it did not answer several times and is left alone for a minute", left) { WasAsked = false };
        }

        var began = time.GetTimestamp();
        var result = await inner.SendAsync(message, cancellationToken);
        Note(result is SendResult.Unavailable or SendResult.Unconfirmed or SendResult.InDoubt && time.GetElapsedTime(began) >= Slow);
        return result;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private void Note(bool isSlowFailure)
    {
        lock (_lock)
        {
            _slowFailures = isSlowFailure ? _slowFailures + 1 : 0;
            if (_slowFailures < MostSlowFailures)
                return;
            (_slowFailures, _restsUntil) = (0, time.GetUtcNow() + Rest);
        }
    }
}
