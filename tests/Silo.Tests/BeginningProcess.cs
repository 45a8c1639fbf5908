using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

/// <summary>The program in this process, as a silo or gateway that begins: what it says, and its end, at the latest with the test.</summary>
internal sealed class BeginningProcess : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SharedText _output = new();
    private readonly Task<int> _run;

    public BeginningProcess(string database, string role)
    {
        var ports = FreePorts.Take(2);
        SiloPort = ports[0];
        _run = SiloProgram.RunAsync(
            ["run", "--role", role, "--database", database, "--urls", "http://127.0.0.1:0", "--silo-port", $"{ports[0]}", "--client-port", $"{ports[1]}", "--log", "none"], _output, _output, _stop.Token);
    }

    /// <summary>Its port for other silos.</summary>
    public int SiloPort { get; }

    /// <summary>What it said so far.</summary>
    public string Output => _output.ToString();

    /// <summary>Waits until it says something; fails with all that it said where it ends without.</summary>
    public async Task SaysAsync(string text)
    {
        await Eventually.HoldsAsync(() => _run.IsCompleted || Output.Contains(text, StringComparison.Ordinal));
        Assert.Contains(text, Output, StringComparison.Ordinal);
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
