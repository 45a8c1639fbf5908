using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Cli.Live;

/// <summary>
/// A client of the gateway's live feed: SignalR's JSON protocol over one WebSocket, without the negotiation that other
/// transports need. Reads and writes may run at the same time, each on one thread.
/// </summary>
/// <remarks>Source: aspnetcore, src/SignalR/docs/specs/HubProtocol.md.</remarks>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int InvocationType = 1;
    private const int CompletionType = 3;
    private const int CloseType = 7;
    private static readonly byte[] Ping = Frame("""{"type":6}""");

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _early = new();
    private readonly TimeProvider _time;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    private HubClient(TimeProvider time) => _time = time;

    /// <summary>Connects and agrees on the protocol.</summary>
    /// <param name="gateway">Address of the gateway, ending with a slash.</param>
    /// <param name="time">Stamps what is received.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CommandException">The gateway has no live feed, or refuses the protocol.</exception>
    public static async Task<HubClient> ConnectAsync(Uri gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(new Uri(gateway, "hubs/risk")) { Scheme = gateway.Scheme == "https" ? "wss" : "ws" }.Uri;
        var client = new HubClient(time);
        try
        {
            await client._socket.ConnectAsync(address, cancellationToken);
            await client.SendAsync(Frame("""{"protocol":"json","version":1}"""), cancellationToken);
            var answer = await client.ReadFrameAsync(cancellationToken) ?? throw new CommandException($"{address} closed the connection");
            if (answer.TryGetProperty("error", out var error))
                throw new CommandException($"{address} refuses the protocol: {error}");
            return client;
        }
        catch (WebSocketException e)
        {
            await client.DisposeAsync();
            throw new CommandException($"{address} cannot be reached: {e.Message}", e);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Subscribes and waits for the answer; messages that come before it are of no earlier subscription.</summary>
    /// <param name="afterSequence">First everything after it, then what comes; null for what comes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The sequence after which interventions will come.</returns>
    /// <exception cref="CommandException">The gateway refuses.</exception>
    public async Task<long> SubscribeAsync(long? afterSequence, CancellationToken cancellationToken)
    {
        var argument = afterSequence is { } after ? $$"""{"after_sequence":{{after}}}""" : "{}";
        await SendAsync(Frame($$"""{"type":{{InvocationType}},"invocationId":"1","target":"Subscribe","arguments":[{{argument}}]}"""), cancellationToken);
        while (await ReadFrameAsync(cancellationToken) is { } frame)
        {
            if (TypeOf(frame) != CompletionType)
            {
                // Sent before the answer, read after it.
                _early.Enqueue(frame);
                continue;
            }

            return frame.TryGetProperty("error", out var error)
                ? throw new CommandException($"the gateway refuses the subscription: {error}")
                : frame.GetProperty("result").GetProperty("after_sequence").GetInt64();
        }

        throw new CommandException("the gateway closed the connection");
    }

    /// <summary>Reads what the server calls until the connection ends, in whichever way.</summary>
    public async IAsyncEnumerable<HubMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_early.TryDequeue(out var early))
        {
            if (TypeOf(early) == InvocationType)
                yield return ToMessage(early);
        }

        while (await ReadFrameAsync(cancellationToken) is { } frame)
        {
            switch (TypeOf(frame))
            {
                case InvocationType:
                    yield return ToMessage(frame);
                    break;
                case CloseType:
                    yield break;
            }
        }
    }

    /// <summary>Tells the server that this end still lives; to be called every ten seconds or so.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => SendAsync(Ping, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private HubMessage ToMessage(JsonElement frame) =>
        new(frame.GetProperty("target").GetString()!, frame.GetProperty("arguments")[0], _time.GetTimestamp());

    private static int TypeOf(JsonElement frame) => frame.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    private static byte[] Frame(string json) => [.. Encoding.UTF8.GetBytes(json), RecordSeparator];

    private Task SendAsync(byte[] frame, CancellationToken cancellationToken) =>
        _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    // Frames end with a separator of their own and need not match the WebSocket's messages. Null where the connection ended.
    private async ValueTask<JsonElement?> ReadFrameAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf(RecordSeparator);
            if (length >= 0)
            {
                var frame = JsonElement.Parse(_buffer.AsSpan(_start, length));
                _start += length + 1;
                return frame;
            }

            MakeRoom();
            try
            {
                var received = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                _end += received.Count;
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
