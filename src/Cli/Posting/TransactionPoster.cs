using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace PreDelinquency.Cli.Posting;

/// <summary>
/// Posts batches of transactions to a gateway and sends a batch again until it is acknowledged: posting twice is safe,
/// since a transaction that is known already changes nothing.
/// </summary>
/// <param name="client">Sends the requests.</param>
/// <param name="gateway">Where the gateway is, ending with a slash.</param>
/// <param name="time">Paces retries.</param>
internal sealed class TransactionPoster(HttpClient client, Uri gateway, TimeProvider time)
{
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private readonly Uri _transactions = new(gateway, "transactions");
    private long _postponed;

    /// <summary>How long an unreachable gateway is waited for before giving up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the gateway asked to come again later.</summary>
    public long Postponed => Interlocked.Read(ref _postponed);

    /// <summary>Posts lines of JSON and waits until they are acknowledged.</summary>
    /// <exception cref="CommandException">The gateway refuses the request as such, or cannot be reached for longer than <see cref="Patience"/>.</exception>
    public async Task<PostResult> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        long? unreachableSince = null;
        while (true)
        {
            TimeSpan delay;
            try
            {
                using var content = new ReadOnlyMemoryContent(lines);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                using var response = await client.PostAsync(_transactions, content, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return await ReadAsync(response, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    throw new CommandException($"{_transactions} answered {(int)response.StatusCode}: {await FirstWordsAsync(response, cancellationToken)}");
                // The gateway is there and asks for patience: that may take as long as it takes.
                unreachableSince = null;
                Interlocked.Increment(ref _postponed);
                delay = DelayOf(response.Headers.RetryAfter);
            }
            // The client's own timeout comes as a cancellation that nobody asked for.
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                unreachableSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(unreachableSince.Value) >= Patience)
                    throw new CommandException($"{gateway} cannot be reached: {e.Message}", e);
                delay = DefaultDelay;
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private static async Task<PostResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = await response.Content.ReadFromJsonAsync<PostAnswer>(cancellationToken);
        return answer is { Accepted: { } accepted, Duplicates: { } duplicates }
            ? new PostResult(accepted, duplicates, answer.Rejected ?? [], answer.RejectedCount ?? answer.Rejected?.Count ?? 0)
            : throw new CommandException($"{response.RequestMessage?.RequestUri} does not answer as a gateway does");
    }

    private static async Task<string> FirstWordsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const int Longest = 300;
        var text = (await response.Content.ReadAsStringAsync(cancellationToken)).ReplaceLineEndings(" ").Trim();
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }

    private TimeSpan DelayOf(RetryConditionHeaderValue? after)
    {
        var delay = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : DefaultDelay);
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
