using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>A real gateway in a process of its own, on a free port, killed at the latest with the test.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private readonly ProgramProcess _program;

    private GatewayProcess(ProgramProcess program) => _program = program;

    /// <summary>Where it listens, ending with a slash.</summary>
    public Uri Address => _program.Address;

    /// <summary>From the start of the process to the first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Everything that it printed so far.</summary>
    public string Printed => _program.Printed;

    /// <summary>Starts a gateway on a data folder and waits until it says that it is ready.</summary>
    public static Task<GatewayProcess> StartAsync(string dataFolder, params string[] options) => StartAsync(ProgramProcess.FileOf("Gateway"), dataFolder, options);

    /// <summary>Starts the gateway of a program's file on a data folder and waits until it says that it is ready.</summary>
    public static async Task<GatewayProcess> StartAsync(string program, string dataFolder, string[] options)
    {
        var clock = Stopwatch.StartNew();
        var gateway = await ListenAsync(program, dataFolder, options);
        try
        {
            var health = await gateway.GetHealthAsync();
            Assert.True(health.GetProperty("ready").GetBoolean(), health.ToString());
            gateway.ReadyAfter = clock.Elapsed;
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a gateway where another one listened, and waits until it listens, ready or not.</summary>
    public static Task<GatewayProcess> ListenAgainAsync(Uri address, string dataFolder, params string[] options) =>
        ListenAsync(ProgramProcess.FileOf("Gateway"), dataFolder, options, address.GetLeftPart(UriPartial.Authority));

    /// <summary>Starts a gateway on a data folder and waits until it listens, ready or not.</summary>
    public static Task<GatewayProcess> ListenAsync(string dataFolder, params string[] options) => ListenAsync(ProgramProcess.FileOf("Gateway"), dataFolder, options);

    /// <summary>What it says of its health, ready or not.</summary>
    public async Task<JsonElement> GetHealthAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var response = await client.GetAsync("health");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _program.Kill();

    /// <summary>Asks it to end, as Ctrl+C and service managers do, and waits until it has.</summary>
    public Task<int> StopAsync() => _program.StopAsync();

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static async Task<GatewayProcess> ListenAsync(string program, string dataFolder, string[] options, string url = "http://127.0.0.1:0") =>
        new(await ProgramProcess.StartAsync(program, ["--urls", url, "--data", dataFolder, .. options], dataFolder));
}
