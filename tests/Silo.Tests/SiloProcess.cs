using System.Globalization;

namespace PreDelinquency.Silo.Tests;

/// <summary>A real process of a cluster, killed at the latest with the test.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly ProgramProcess _program;

    private SiloProcess(ProgramProcess program) => _program = program;

    /// <summary>Where its HTTP listens.</summary>
    public Uri Address => _program.Address;

    /// <summary>Its port for other silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Its port for gateways.</summary>
    public required int ClientPort { get; init; }

    /// <summary>What it said so far.</summary>
    public string Output => _program.Printed;

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(string database, string role, params string[] options)
    {
        var process = await ListenAsync(database, role, options);
        try
        {
            await Eventually.HoldsAsync(process.IsReadyAsync);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process and waits until it listens, ready or not.</summary>
    public static async Task<SiloProcess> ListenAsync(string database, string role, params string[] options)
    {
        var ports = FreePorts.Take(2);
        var program = await ProgramProcess.StartAsync(
            ProgramProcess.FileOf("Silo"),
            ["run", "--role", role, "--urls", "http://127.0.0.1:0", "--silo-port", Text(ports[0]), "--client-port", Text(ports[1]), .. options],
            Path.GetTempPath(),
            new Dictionary<string, string> { ["PREDELINQUENCY_DATABASE"] = database, ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0", ["OTEL_BSP_SCHEDULE_DELAY"] = "100" });
        return new SiloProcess(program) { SiloPort = ports[0], ClientPort = ports[1] };
    }

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var response = await client.GetAsync("/health/ready");
        return response.IsSuccessStatusCode;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _program.Kill();

    /// <summary>Asks it to end, as Ctrl+C and service managers do, and waits until it has.</summary>
    public Task<int> StopAsync() => _program.StopAsync();

    /// <inheritdoc cref="ProgramProcess.EndsAsync"/>
    public Task<int> EndsAsync() => _program.EndsAsync();

    /// <inheritdoc cref="ProgramProcess.Hang"/>
    public void Hang() => _program.Hang();

    /// <inheritdoc cref="ProgramProcess.GoOn"/>
    public void GoOn() => _program.GoOn();

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
