using System.Diagnostics;
using System.Globalization;
using PreDelinquency.Silo.Tests;

namespace PreDelinquency.Grains.Benchmarks.Processes;

/// <summary>A real process of a cluster: the silo program that was built along with this one.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Process _process;

    private SiloProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where its HTTP listens, ending with a slash.</summary>
    public Uri Address { get; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    /// <param name="database">A migrated database.</param>
    /// <param name="role">As on the command line.</param>
    public static async Task<SiloProcess> StartAsync(string database, string role)
    {
        var ports = FreePorts.Take(3);
        var address = new Uri($"http://127.0.0.1:{Text(ports[2])}/");
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "PreDelinquency.Silo.dll"), "run", "--role", role, "--urls", address.GetLeftPart(UriPartial.Authority),
                "--silo-port", Text(ports[0]), "--client-port", Text(ports[1]), "--log", "error",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["PREDELINQUENCY_DATABASE"] = database },
        })!;
        var started = new SiloProcess(process, address);
        try
        {
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            await started.ReadyAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to end, as service managers do, and ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var asked = Process.Start("kill", ["-TERM", Text(_process.Id)]);
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience && !_process.HasExited; await Task.Delay(Pause))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException(_process.HasExited ? "The silo program ended before it was ready." : "The silo program is not ready.");
    }
}
