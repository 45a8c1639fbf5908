using PreDelinquency.Cli;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>What a run of the command line program, inside this process, came to.</summary>
public sealed record PdiOutcome(int ExitCode, string Output, string Error)
{
    public static async Task<PdiOutcome> OfAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var console = new CommandConsole
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            OpenInput = () => Stream.Null,
            OpenOutput = () => Stream.Null,
            IsInteractive = false,
        };
        return new PdiOutcome(await PdiProgram.RunAsync(arguments, console), output.ToString(), error.ToString());
    }
}
