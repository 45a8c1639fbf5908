using System.Text;

namespace PreDelinquency.Cli.Tests;

/// <summary>Runs the program inside the test, through its own parser, with everything it prints kept.</summary>
public sealed class PdiRun
{
    private PdiRun(int exitCode, string output, string error) => (ExitCode, Output, Error) = (exitCode, output, error);

    public int ExitCode { get; }

    public string Output { get; }

    public string Error { get; }

    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Task<PdiRun> ExecuteAsync(params string[] arguments) => ExecuteAsync([], arguments);

    public static async Task<PdiRun> ExecuteAsync(byte[] input, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var bytes = new MemoryStream();
        var console = new CommandConsole
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            OpenInput = () => new MemoryStream(input),
            OpenOutput = () => bytes,
            IsInteractive = false,
        };
        var exitCode = await PdiProgram.RunAsync(arguments, console);
        return new PdiRun(exitCode, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
