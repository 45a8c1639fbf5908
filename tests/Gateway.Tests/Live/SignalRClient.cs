using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Gateway.Tests.Live;

/// <summary>A small client of SignalR's JSON protocol over a WebSocket: it reads only when it is told to.</summary>
internal sealed class SignalRClient : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Close = 7;

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _heard = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly MemoryStream _partial = new();
    private readonly Queue<JsonElement> _frames = new();
    private int _invocations;

    public static async Task<SignalRClient> ConnectAsync(Uri gateway)
    {
        var client = new SignalRClient();
        await client._socket.ConnectAsync(new Uri($"ws://{gateway.Authority}/hubs/risk"), TestContext.Current.CancellationToken);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await client.ReadFrameAsync()).GetRawText());
        return client;
    }

    /// <summary>Calls Subscribe and waits for its answer; what is heard meanwhile is kept.</summary>
    /// <returns>The result, or the error.</returns>
    public Task<(JsonElement Result, string? Error)> SubscribeAsync(string argument = "{}") =>
        CallAsync($$"""{"type":{{Invocation}},"invocationId":"{{++_invocations}}","target":"Subscribe","arguments":[{{argument}}]}""");

    /// <summary>Calls Watch and waits for its answer; what is heard meanwhile is kept.</summary>
    /// <returns>The error; null where there is none.</returns>
    public async Task<string?> WatchAsync(string argument) =>
        (await CallAsync($$"""{"type":{{Invocation}},"invocationId":"{{++_invocations}}","target":"Watch","arguments":[{{argument}}]}""")).Error;

    /// <summary>Sends a call as it is, and waits for its answer.</summary>
    /// <returns>The result, or the error.</returns>
    public async Task<(JsonElement Result, string? Error)> CallAsync(string call)
    {
        var id = JsonElement.Parse(call).GetProperty("invocationId").GetString();
        await SendAsync(call);
        while (true)
        {
            var frame = await ReadFrameAsync();
            if (frame.GetProperty("type").GetInt32() == Completion && frame.GetProperty("invocationId").GetString() == id)
                return frame.TryGetProperty("error", out var error) ? (default, error.GetString()) : (frame.TryGetProperty("result", out var result) ? result : default, null);
            if (frame.GetProperty("type").GetInt32() == Invocation)
                _heard.Enqueue(frame);
        }
    }

    /// <summary>The next message with a name; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string target)
    {
        while (true)
        {
            var (name, message) = await NextAsync();
            if (name == target)
                return message;
        }
    }

    /// <summary>The next message, and its name.</summary>
    public async Task<(string Target, JsonElement Message)> NextAsync()
    {
        while (true)
        {
            var frame = _heard.TryDequeue(out var heard) ? heard : await ReadFrameAsync();
            Assert.NotEqual(Close, frame.GetProperty("type").GetInt32());
            if (frame.GetProperty("type").GetInt32() == Invocation)
                return (frame.GetProperty("target").GetString()!, frame.GetProperty("arguments")[0]);
        }
    }

    /// <summary>The sequences of the next interventions.</summary>
    public async Task<List<long>> NextSequencesAsync(int count)
    {
        var sequences = new List<long>();
        while (sequences.Count < count)
            sequences.Add((await NextAsync("intervention")).GetProperty("sequence").GetInt64());
        return sequences;
    }

    /// <summary>Reads until the gateway takes leave.</summary>
    /// <returns>Whether it says that this client may come back, and how the connection is closed.</returns>
    public async Task<(bool MayComeBack, WebSocketCloseStatus? Status)> LeaveAsync()
    {
        JsonElement frame;
        do
            frame = await ReadFrameAsync();
        while (frame.GetProperty("type").GetInt32() != Close);
        var received = await _socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        return (frame.TryGetProperty("allowReconnect", out var may) && may.GetBoolean(), received.CloseStatus);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        await _partial.DisposeAsync();
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)RecordSeparator), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private async Task<JsonElement> ReadFrameAsync()
    {
        while (_frames.Count == 0)
        {
            var received = await _socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The server closed the connection.");
            foreach (var part in _buffer.AsMemory(0, received.Count).ToArray())
            {
                if (part != RecordSeparator)
                {
                    _partial.WriteByte(part);
                    continue;
                }

                _frames.Enqueue(JsonDocument.Parse(_partial.ToArray()).RootElement);
                _partial.SetLength(0);
            }
        }

        return _frames.Dequeue();
    }
}
