using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

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

    /// <summary>How long a gateway that is not reached, or cannot take transactions, is waited for before giving up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the gateway asked to come again later.</summary>
    public long Postponed => Interlocked.Read(ref _postponed);

    /// <summary>Posts lines of JSON and waits until they are acknowledged.</summary>
    /// <exception cref="CommandException">The gateway refuses the request as such, or does not work for longer than <see cref="Patience"/>, or never will.</exception>
    public async Task<PostResult> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        long? troubleSince = null;
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
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    // The gateway works and asks for patience: that may take as long as it takes.
                    troubleSince = null;
                }
                else
                {
                    var answer = await response.Content.ReadAsStringAsync(cancellationToken);
                    if (response.StatusCode != HttpStatusCode.ServiceUnavailable || IsPermanent(answer) || IsOver(ref troubleSince))
                        throw new CommandException($"{_transactions} answered {(int)response.StatusCode}: {FirstWords(answer)}");
                }

                Interlocked.Increment(ref _postponed);
                delay = DelayOf(response.Headers.RetryAfter);
            }
            // The client's own timeout comes as a cancellation that nobody asked for.
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (IsOver(ref troubleSince))
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

    /// <summary>Whether the patience with a trouble that begins now, or began earlier, is over.</summary>
    private bool IsOver(ref long? troubleSince)
    {
        troubleSince ??= time.GetTimestamp();
        return time.GetElapsedTime(troubleSince.Value) >= Patience;
    }

    /// <summary>Whether a gateway says that it must be started anew.</summary>
    private static bool IsPermanent(string answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return problem.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("permanent", out var permanent) && permanent.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            // A proxy in between answers in its own words.
            return false;
        }
    }

    private static string FirstWords(string answer)
    {
        const int Longest = 300;
        var text = answer.ReplaceLineEndings(" ").Trim();
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }

    private TimeSpan DelayOf(RetryConditionHeaderValue? after)
    {
        var delay = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : DefaultDelay);
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
