using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>A POST to /transactions whose body comes piece by piece, whatever the gateway answers in between.</summary>
internal sealed class OpenPost : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private OpenPost(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<OpenPost> BeginAsync(Uri gateway, string mediaType, string? coding = null)
    {
        var client = new TcpClient();
        await client.ConnectAsync(gateway.Host, gateway.Port);
        var post = new OpenPost(client);
        await post.WriteAsync($"POST /transactions HTTP/1.1\r\nHost: {gateway.Authority}\r\nContent-Type: {mediaType}\r\n{(coding is null ? "" : $"Content-Encoding: {coding}\r\n")}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        return post;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends one chunk.</summary>
    public async Task SendAsync(byte[] chunk)
    {
        await WriteAsync($"{chunk.Length.ToString("x", CultureInfo.InvariantCulture)}\r\n");
        await _stream.WriteAsync(chunk);
        await WriteAsync("\r\n");
    }

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>Sends bytes as they are, outside any chunk.</summary>
    public async Task WriteAsync(string raw) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(raw));

    /// <summary>The status, the head and the document of the answer; waits for it.</summary>
    public async Task<(int Status, string Head, JsonElement Body)> AnswerAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await _stream.ReadAsync(buffer);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            var answer = text.ToString();
            var head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var (begin, end) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
            if (head >= 0 && end > begin && (count == 0 || answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal) || answer.EndsWith('}')))
                return (int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), answer[..head], JsonDocument.Parse(answer[begin..(end + 1)]).RootElement);
            Assert.True(count > 0, $"The gateway hung up after: {answer}");
        }
    }

    public void Dispose() => _client.Dispose();
}
