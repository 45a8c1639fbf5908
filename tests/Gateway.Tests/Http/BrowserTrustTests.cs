using System.Net;
using System.Net.WebSockets;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

/// <summary>What a browser may bring in, where the gateway listens for this machine only and where it listens for others.</summary>
public sealed class BrowserTrustTests
{
    private readonly MemoryService _service = new();

    [Theory]
    [InlineData(false, "127.0.0.1:8080", null, 200)]
    [InlineData(false, "localhost:8080", "http://localhost:8080", 200)]
    [InlineData(false, "localhost:8080", "http://127.0.0.1:5173", 200)]
    [InlineData(false, "127.0.0.1:8080", "http://evil.example", 403)]
    [InlineData(false, "127.0.0.1:8080", "null", 403)]
    [InlineData(false, "evil.example", null, 400)]
    [InlineData(false, "10.0.0.5:8080", null, 400)]
    [InlineData(true, "127.0.0.1:8080", null, 200)]
    [InlineData(true, "localhost:8080", "http://localhost:8080", 200)]
    [InlineData(true, "localhost:8080", "http://localhost:5173", 200)]
    [InlineData(true, "localhost:8080", "http://evil.example", 403)]
    [InlineData(true, "localhost:8080", "null", 403)]
    [InlineData(true, "evil.example:8080", "http://evil.example:8080", 400)]
    [InlineData(true, "localhost.evil.example", null, 400)]
    [InlineData(true, "10.0.0.5:8080", "http://10.0.0.5:8080", 200)]
    [InlineData(true, "10.0.0.5:8080", "http://localhost:5173", 403)]
    [InlineData(true, "[fd00::5]:8080", null, 200)]
    [InlineData(true, "risk.example.org", "https://risk.example.org", 200)]
    [InlineData(true, "RISK.example.org", null, 200)]
    [InlineData(true, "risk.example.org", "https://other.example.org", 403)]
    public async Task Requests_and_live_connections_come_from_pages_and_names_that_are_trusted(bool allowRemote, string host, string? origin, int expected)
    {
        await using var gateway = await StartAsync(allowRemote);

        Assert.Equal(expected, await StatusAsync(gateway, HttpMethod.Get, host, origin));
        Assert.Equal(expected == 200 ? 415 : expected, await StatusAsync(gateway, HttpMethod.Post, host, origin));
        Assert.Equal(expected == 200 ? 101 : expected, await WebSocketStatusAsync(gateway, host, origin));
    }

    [Theory]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://evil.example", false)]
    public async Task Only_a_page_of_this_machine_may_read_answers_across_origins(string origin, bool expected)
    {
        await using var gateway = await StartAsync(allowRemote: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stats") { Headers = { { "Origin", origin } } };

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(expected, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private Task<RunningGateway> StartAsync(bool allowRemote) =>
        RunningGateway.StartAsync(_service, RunningGateway.Options with { AllowRemote = allowRemote, AllowedHosts = allowRemote ? ["risk.example.org"] : [] });

    private static async Task<int> StatusAsync(RunningGateway gateway, HttpMethod method, string host, string? origin)
    {
        using var request = new HttpRequestMessage(method, method == HttpMethod.Get ? "/stats" : "/transactions");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await gateway.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<int> WebSocketStatusAsync(RunningGateway gateway, string host, string? origin)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Host", host);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{gateway.Address.Authority}/hubs/risk"), TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode >= HttpStatusCode.BadRequest)
        {
            // Refused: the status says how.
        }

        return (int)socket.HttpStatusCode;
    }
}
