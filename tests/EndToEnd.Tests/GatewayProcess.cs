using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>A real gateway in a process of its own, on a free port, killed at the latest with the test.</summary>
public sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _disposed;

    private GatewayProcess(Process process) => _process = process;

    /// <summary>Where it listens, ending with a slash.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>From the start of the process to the first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>The gateway that was built along with this test.</summary>
    private static string Assembly
    {
        get
        {
            // …/tests/EndToEnd.Tests/bin/Release/net10.0/
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Repository.PathOf(Path.Combine("src", "Gateway", "bin", framework.Parent!.Name, framework.Name, "PreDelinquency.Gateway.dll"));
        }
    }

    /// <summary>Starts a gateway on a data folder and waits until it says that it is ready.</summary>
    public static Task<GatewayProcess> StartAsync(string dataFolder, params string[] options) => StartAsync(Assembly, dataFolder, options);

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

    /// <summary>Starts a gateway on a data folder and waits until it listens, ready or not.</summary>
    public static Task<GatewayProcess> ListenAsync(string dataFolder, params string[] options) => ListenAsync(Assembly, dataFolder, options);

    private static async Task<GatewayProcess> ListenAsync(string program, string dataFolder, string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--data", dataFolder, .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        var gateway = new GatewayProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it says of its health, ready or not.</summary>
    public async Task<JsonElement> GetHealthAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var response = await client.GetAsync("health");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Everything that it printed so far.</summary>
    public string Printed => string.Join('\n', Output());

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks it to end, as Ctrl+C and service managers do, and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(StopDeadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started, or is gone already.
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The gateway ended: {string.Join('\n', Output())}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _address.Task.WaitAsync(StartDeadline);
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (ListeningAddress().Match(line) is { Success: true, Value: var address })
            _address.TrySetResult(new Uri(address.TrimEnd('/') + "/"));
    }

    private string[] Output()
    {
        lock (_output)
            return [.. _output];
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningAddress();
}
