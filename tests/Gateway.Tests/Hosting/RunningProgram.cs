using System.Text;
using System.Text.RegularExpressions;
using PreDelinquency.Gateway.Hosting;

namespace PreDelinquency.Gateway.Tests.Hosting;

/// <summary>The whole program with the real engine and the real store, inside the test, on a free port.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AnnouncedAddress _output = new();
    private Task<int> _running = Task.FromResult(0);

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string Output => _output.ToString();

    public static async Task<RunningProgram> StartAsync(string dataFolder, params string[] arguments)
    {
        var program = new RunningProgram();
        program._running = GatewayProgram.RunAsync(["--urls", "http://127.0.0.1:0", "--data", dataFolder, .. arguments], program._output, TextWriter.Synchronized(program._output), program._stop.Token);
        var first = await Task.WhenAny(program._output.Found, program._running);
        Assert.True(first == program._output.Found, program.Output);
        program.Address = await program._output.Found;
        return program;
    }

    /// <summary>Stops as Ctrl+C does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await _running);
        _stop.Dispose();
        await _output.DisposeAsync();
    }

    private sealed partial class AnnouncedAddress : StringWriter
    {
        private readonly TaskCompletionSource<Uri> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Uri> Found => _found.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            lock (_found)
                base.WriteLine(value);
            if (value is not null && AddressLine().Match(value) is { Success: true } match)
                _found.TrySetResult(new Uri(match.Groups["url"].Value));
        }

        public override string ToString()
        {
            lock (_found)
                return base.ToString();
        }

        [GeneratedRegex(@"Address +(?<url>http://\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
        private static partial Regex AddressLine();
    }
}
