using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Sends signed requests with an idempotency key. Whoever takes them acts once per key, so that a request whose answer is lost is
/// unconfirmed and may be sent again, and nothing is ever in doubt. Safe for use by several threads.
/// </summary>
/// <param name="url">Takes JSON by POST.</param>
/// <param name="secrets">Sign; one or two.</param>
/// <param name="timeout">For one request.</param>
/// <param name="time">The real clock.</param>
internal sealed class SignedPost(Uri url, IReadOnlyList<Secret> secrets, TimeSpan timeout, TimeProvider time) : IDisposable
{
    /// <summary>However long somebody wants to be left alone: within a day's patience there remain some tries.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    /// <summary>Longest reference that is kept.</summary>
    private const int LongestReference = 200;

    private const int LongestAnswer = 64 * 1024;

    // Where a message with somebody's number goes is for the settings to say, and for nobody else.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <param name="key">The same for every attempt.</param>
    /// <param name="body">JSON; the same for every attempt.</param>
    /// <param name="cancellationToken">Gives it up for now.</param>
    public async ValueTask<SendResult> SendAsync(string key, byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var content = new WatchedContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(secrets, time.GetUtcNow(), body));
        try
        {
            using var response = await _http.SendAsync(request, waiting.Token);
            return ResultOf(response, key, await response.Content.ReadAsByteArrayAsync(waiting.Token));
        }
        catch (OperationCanceledException)
        {
            return Unanswered(content, "no answer in time");
        }
        catch (HttpRequestException e)
        {
            return Unanswered(content, e.HttpRequestError == HttpRequestError.SecureConnectionError ? "its certificate is not trusted" : "the connection failed");
        }
    }

    public void Dispose() => _http.Dispose();

    private SendResult ResultOf(HttpResponseMessage response, string key, byte[] body)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
        if (response.IsSuccessStatusCode)
            return new SendResult.Accepted(ReferenceIn(body) ?? key);
        if (IsOfMessage(response.StatusCode))
            return new SendResult.Refused(reason);
        return LeavesOpen(response.StatusCode) ? new SendResult.Unconfirmed(reason, RetryAfterOf(response)) : new SendResult.Unavailable(reason, RetryAfterOf(response));
    }

    private static SendResult Unanswered(WatchedContent content, string reason) => content.IsOnItsWay ? new SendResult.Unconfirmed(reason, null) : new SendResult.Unavailable(reason, null);

    /// <summary>
    /// Whether an answer is about this message. The others are about the settings (an address, a secret, a redirect), about how things are
    /// at the moment, or about the same request that is still being worked on.
    /// </summary>
    private static bool IsOfMessage(HttpStatusCode status) => (int)status is >= 400 and < 500 && status is not (
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict
        or HttpStatusCode.MisdirectedRequest or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests);

    /// <summary>Whether somebody may have acted all the same: the same request is being worked on, or failed at an unknown point, or behind a gateway.</summary>
    private static bool LeavesOpen(HttpStatusCode status) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
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

    /// <summary>Knows whether its request may have arrived: a connection stands before the body is asked for.</summary>
    private sealed class WatchedContent(byte[] body) : HttpContent
    {
        public bool IsOnItsWay { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            IsOnItsWay = true;
            await stream.WriteAsync(body, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
