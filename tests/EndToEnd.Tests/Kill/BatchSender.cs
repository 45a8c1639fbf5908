using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>Posts batches in order, each again and again until it is acknowledged, across deaths of the gateway.</summary>
public sealed class BatchSender(Outage outage)
{
    private long _acknowledged;

    /// <summary>Called after each acknowledged batch with how many there are.</summary>
    public Action<long>? Acknowledged { get; init; }

    /// <summary>Whether a gateway that says that its store does not work now is asked again.</summary>
    public bool WaitsForTheStore { get; init; }

    public long Accepted { get; private set; }

    public long Duplicates { get; private set; }

    /// <summary>How often it was told that the store does not work.</summary>
    public int TurnedAway { get; private set; }

    /// <summary>How often a batch had to be sent again because the gateway died.</summary>
    public int Repeats { get; private set; }

    public async Task SendAsync(IEnumerable<byte[]> batches)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        GatewayProcess? dead = null;
        foreach (var batch in batches)
        {
            while (true)
            {
                var gateway = await outage.NextAsync(dead);
                try
                {
                    await PostAsync(client, gateway, batch);
                    break;
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    dead = gateway;
                    Repeats++;
                }
            }

            Acknowledged?.Invoke(++_acknowledged);
        }
    }

    /// <summary>Transactions as bodies of so many lines.</summary>
    public static IEnumerable<byte[]> Batches(IReadOnlyList<Transaction> transactions, int lines)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var chunk in transactions.Chunk(lines))
        {
            buffer.ResetWrittenCount();
            foreach (var transaction in chunk)
            {
                json.Reset();
                TransactionJson.Write(json, transaction);
                json.Flush();
                buffer.Write("\n"u8);
            }

            yield return buffer.WrittenSpan.ToArray();
        }
    }

    private async Task PostAsync(HttpClient client, GatewayProcess gateway, byte[] batch)
    {
        while (true)
        {
            using var content = new ByteArrayContent(batch);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var response = await client.PostAsync(new Uri(gateway.Address, "transactions"), content);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(response.Headers.RetryAfter!.Delta!.Value);
                continue;
            }

            if (WaitsForTheStore && response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                TurnedAway++;
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(0, answer.GetProperty("rejected").GetArrayLength());
            Accepted += answer.GetProperty("accepted").GetInt64();
            Duplicates += answer.GetProperty("duplicates").GetInt64();
            return;
        }
    }
}
