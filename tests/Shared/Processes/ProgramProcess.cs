using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PreDelinquency.Tests;

/// <summary>One of the programs that serve HTTP, in a process of its own, killed at the latest with the test.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _printed = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private ProgramProcess(ProcessStartInfo start) => _process = new Process { StartInfo = start, EnableRaisingEvents = true };

    /// <summary>Where it listens, ending with a slash.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>Everything that it printed so far.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return string.Join('\n', _printed);
        }
    }

    /// <summary>The file of a program that was built along with this test.</summary>
    /// <param name="project">The project's folder in <c>src</c>.</param>
    public static string FileOf(string project)
    {
        // …/tests/Some.Tests/bin/Release/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Repository.PathOf(Path.Combine("src", project, "bin", framework.Parent!.Name, framework.Name, $"PreDelinquency.{project}.dll"));
    }

    /// <summary>Starts a program and waits until it says where it listens.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its command line; it must ask for a free port of 127.0.0.1.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    public static async Task<ProgramProcess> StartAsync(string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [file, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var program = new ProgramProcess(start);
        try
        {
            await program.ListenAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks it to end, as Ctrl+C and service managers do, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Signal("-TERM");
        return EndsAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
        using var deadline = new CancellationTokenSource(StopDeadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Lets it hang: it does nothing, and its connections stay open.</summary>
    public void Hang() => Signal("-STOP");

    /// <summary>Lets one that hangs go on.</summary>
    public void GoOn() => Signal("-CONT");

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

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task ListenAsync()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The process ended: {Printed}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await _address.Task.WaitAsync(StartDeadline);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The process does not listen yet: {Printed}", e);
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_printed)
            _printed.Add(line);
        if (ListeningAddress().Match(line) is { Success: true, Groups: var groups })
            _address.TrySetResult(new Uri(groups["url"].Value + "/"));
    }

    [GeneratedRegex(@"Address\s+(?<url>http://127\.0\.0\.1:[1-9][0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningAddress();
}
