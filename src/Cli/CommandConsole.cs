namespace PreDelinquency.Cli;

/// <summary>Everything through which a command meets its surroundings: the three streams and the clock.</summary>
internal sealed class CommandConsole
{
    /// <summary>Results. Nothing but what was asked for goes here, so that it can be piped.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens standard output as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether <see cref="Error"/> is a screen that can redraw a line.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>Measures durations and paces what is paced.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The console of this process.</summary>
    public static CommandConsole CreateFromProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsInteractive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };
}
