using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Hands messages to a provider by signed HTTPS requests. A provider acts once per idempotency key, so that a request whose answer is lost
/// may be sent again and nothing is ever in doubt.
/// </summary>
public sealed class ProviderChannel : IContactChannel, IDisposable
{
    /// <summary>However long a provider wants to be left alone: within a day's patience there remain some tries.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    /// <summary>Longest reference that is kept.</summary>
    private const int LongestReference = 200;

    private const int LongestAnswer = 64 * 1024;

    private readonly ProviderSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public ProviderChannel(ProviderSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _time) = (settings, time);
        // Where a message with somebody's number goes is for the settings to say, and for nobody else.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    public ContactChannel Kind => _settings.Channel;

    public string Description => $"{WireNames<ContactChannel>.Of(Kind)} by {_settings.Url.Authority}";

    public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = RequestOf(message);
        try
        {
            using var response = await _http.SendAsync(request, waiting.Token);
            return ResultOf(response, message, await response.Content.ReadAsByteArrayAsync(waiting.Token));
        }
        catch (OperationCanceledException)
        {
            return new SendResult.Unavailable("no answer in time", null);
        }
        catch (HttpRequestException e)
        {
            return new SendResult.Unavailable(e.HttpRequestError == HttpRequestError.SecureConnectionError ? "its certificate is not trusted" : "the connection failed", null);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(OutboundMessage message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ProviderMessage.Of(message), SendingJsonContext.Default.ProviderMessage);
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", message.IdempotencyKey);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(_settings.Secrets, _time.GetUtcNow(), body));
        return request;
    }

    private SendResult ResultOf(HttpResponseMessage response, OutboundMessage message, byte[] body)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
        if (response.IsSuccessStatusCode)
            return new SendResult.Accepted(ReferenceIn(body) ?? message.IdempotencyKey);
        return IsOfMessage(response.StatusCode) ? new SendResult.Refused(reason) : new SendResult.Unavailable(reason, RetryAfterOf(response));
    }

    /// <summary>
    /// Whether an answer is about this message. The others are about the settings (an address, a secret, a redirect), about how things are
    /// at the moment, or about the same request that is still being worked on.
    /// </summary>
    private static bool IsOfMessage(HttpStatusCode status) => (int)status is >= 400 and < 500 && status is not (
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict
        or HttpStatusCode.MisdirectedRequest or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests);

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } wait && wait > TimeSpan.Zero ? (wait < LongestRetryAfter ? wait : LongestRetryAfter) : null;
    }

    // It was taken, whatever else the answer says.
    private static string? ReferenceIn(byte[] body)
    {
        try
        {
            var reference = JsonSerializer.Deserialize(body, SendingJsonContext.Default.ProviderAnswer)?.Reference;
            return reference is { Length: > 0 and <= LongestReference } ? reference : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
