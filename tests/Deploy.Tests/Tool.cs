using System.ComponentModel;
using System.Diagnostics;

namespace PreDelinquency.Deploy.Tests;

/// <summary>A program outside .NET that checks files of <c>deploy/</c>. Where there is none, the test ends as skipped; in CI, which installs them, as failed.</summary>
internal static class Tool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <returns>What it printed. Fails the test where the tool fails.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: code {code}\n{output}");
        return output;
    }

    /// <returns>The exit code, and what it printed to both outputs.</returns>
    public static async Task<(int Code, string Output)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Deadline);
        using var process = Start(start);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs one of the scripts of <c>deploy/checks</c>.</summary>
    public static Task<(int Code, string Output)> CheckAsync(string script, params string[] arguments)
    {
        if (!Directory.Exists(Repository.PathOf("deploy/checks/node_modules")))
            Missing("The packages of deploy/checks are missing: npm ci --prefix deploy/checks");
        return TryAsync("node", [Repository.PathOf($"deploy/checks/{script}"), .. arguments]);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Missing($"{start.FileName} cannot be started here: {e.Message}");
            throw;
        }
    }

    private static void Missing(string reason)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }
}
