using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PreDelinquency.Storage.Tests;

/// <summary>
/// Stands between a client and a server on this machine, and once cuts the client off where it sends a word. The server's side
/// stays open, as when a network goes: the server does not know.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _clients = [];
    private readonly int _serverPort;
    private (byte[] Word, bool IsDelivered)? _cut;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether there is no cut that is still to come.</summary>
    public bool HasCut => _cut is null;

    /// <summary>Cuts the next connection that sends a word.</summary>
    /// <param name="word">As it stands in what is sent.</param>
    /// <param name="isDelivered">Whether the server gets it and only its answer is lost.</param>
    public void CutAt(string word, bool isDelivered) => _cut = (Encoding.ASCII.GetBytes(word), isDelivered);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        lock (_clients)
            _clients.ForEach(client => client.Dispose());
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                lock (_clients)
                    _clients.AddRange([client, server]);
                _ = PumpAsync(client, server, mayCut: true);
                _ = PumpAsync(server, client, mayCut: false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool mayCut)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (mayCut && _cut is var (word, isDelivered) && buffer.AsSpan(0, count).IndexOf(word) >= 0)
                {
                    _cut = null;
                    if (isDelivered)
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                    from.Dispose();
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }

            to.Dispose();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; where it was cut, the server's side stays open on purpose.
        }
    }
}
