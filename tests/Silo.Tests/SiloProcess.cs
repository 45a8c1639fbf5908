using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PreDelinquency.Silo.Tests;

/// <summary>A real process of a cluster, killed at the latest with the test.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private SiloProcess(Process process) => _process = process;

    /// <summary>Where its HTTP listens.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>Its port for other silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>What it said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>The program that was built along with this test.</summary>
    private static string Assembly
    {
        get
        {
            // …/tests/Silo.Tests/bin/Release/net10.0/
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Repository.PathOf(Path.Combine("src", "Silo", "bin", framework.Parent!.Name, framework.Name, "PreDelinquency.Silo.dll"));
        }
    }

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(string database, string role, params string[] options)
    {
        var ports = FreePorts.Take(2);
        var process = new SiloProcess(new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
            [
                Assembly, "run", "--role", role, "--urls", "http://127.0.0.1:0", "--silo-port", Text(ports[0]), "--client-port", Text(ports[1]), .. options,
            ])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
                Environment = { ["PREDELINQUENCY_DATABASE"] = database, ["DOTNET_gcServer"] = "0" },
            },
            EnableRaisingEvents = true,
        })
        {
            SiloPort = ports[0],
        };
        try
        {
            await process.StartAsync();
            await Eventually.HoldsAsync(process.IsReadyAsync);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var response = await client.GetAsync("/health/ready");
        return response.IsSuccessStatusCode;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks it to end, as Ctrl+C and service managers do, and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Text(_process.Id)]);
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
            Kill();
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started, or is gone already.
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The process ended: {Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await _address.Task.WaitAsync(StartDeadline);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The process does not listen yet: {Output}", e);
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (ListeningAddress().Match(line) is { Success: true, Groups: var groups })
            _address.TrySetResult(new Uri(groups["url"].Value));
    }

    [GeneratedRegex(@"Address\s+(?<url>http://127\.0\.0\.1:[1-9][0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningAddress();
}
