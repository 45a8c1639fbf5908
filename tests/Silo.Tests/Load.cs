using System.Buffers;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Silo.Tests;

/// <summary>Sends transactions to a gateway in order, batch by batch, as a bank would: each batch again until it was taken.</summary>
internal sealed class Load(Uri gateway, IReadOnlyList<Transaction> transactions, int batchSize = 100)
{
    private volatile int _sent;
    private volatile bool _isUnderWay;
    private volatile bool _isEnough;

    /// <summary>W3C's header of each request; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Whether it begins again when all were taken, so that there is load for as long as a test wants; what comes again changes nothing.</summary>
    public bool GoesOn { get; init; }

    /// <summary>How many transactions were taken, those that came again included.</summary>
    public int Sent => _sent;

    /// <summary>Whether a request waits for its answer.</summary>
    public bool IsUnderWay => _isUnderWay;

    /// <summary>The transactions that were taken.</summary>
    public IReadOnlyList<Transaction> Taken => [.. transactions.Take(_sent)];

    /// <summary>Answers other than success.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The longest wait for an answer.</summary>
    public TimeSpan Longest { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(2) };
        do
        {
            foreach (var batch in transactions.Chunk(batchSize))
            {
                if (_isEnough)
                    return;
                while (!await TrySendAsync(client, batch, cancellationToken))
                {
                    // It says when to come again; the gateway waits for the cluster itself, so this is rare.
                }

                _sent += batch.Length;
            }
        }
        while (GoesOn);
    }

    /// <summary>Ends it after the batch under way.</summary>
    public void End() => _isEnough = true;

    /// <summary>Waits until so many were taken.</summary>
    public Task ReachesAsync(int count) => Eventually.HoldsAsync(() => Sent >= count);

    private static string Line(Transaction transaction)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            TransactionJson.Write(writer, transaction);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private async Task<bool> TrySendAsync(HttpClient client, Transaction[] batch, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var body = new StringContent(string.Concat(batch.Select(Line)), Encoding.UTF8, "application/x-ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = body };
        if (TraceParent is not null)
            request.Headers.Add("traceparent", TraceParent);
        _isUnderWay = true;
        using var response = await client.SendAsync(request, cancellationToken);
        _isUnderWay = false;
        var waited = TimeProvider.System.GetElapsedTime(start);
        Longest = waited > Longest ? waited : Longest;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            Errors.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            return false;
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.Equal(0, answer.GetProperty("rejected_count").GetInt64());
        Assert.Equal(batch.Length, answer.GetProperty("accepted").GetInt64() + answer.GetProperty("duplicates").GetInt64());
        return true;
    }
}
