using PreDelinquency.Gateway.Hosting;

namespace PreDelinquency.Gateway.Tests.Hosting;

/// <summary>Runs the program to its end inside the test, with everything it prints kept.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    public static async Task<ProgramRun> ExecuteAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await GatewayProgram.RunAsync(arguments, TextWriter.Synchronized(output), TextWriter.Synchronized(error), TestContext.Current.CancellationToken);
        return new ProgramRun(exitCode, output.ToString(), error.ToString());
    }
}
