using System.CommandLine;
using PreDelinquency.Cli.Paths;

namespace PreDelinquency.Cli;

/// <summary>A command whose paths are checked before it begins, and whose help ends with examples.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="examples">Lines for a shell, each with a comment above where it needs one.</param>
/// <param name="details">What a reader may want to know beside the sentence; empty for nothing.</param>
internal sealed class ExampleCommand(string name, string description, string examples, string details = "") : Command(name, description)
{
    public string Examples => examples;

    public string Details => details;

    /// <summary>Sets what the command does once its paths are checked.</summary>
    /// <param name="run">Returns one of <see cref="ExitCode"/>.</param>
    public void Run(Func<ParseResult, CancellationToken, Task<int>> run) => SetAction((parsed, cancellationToken) =>
    {
        CheckPaths(parsed);
        return run(parsed, cancellationToken);
    });

    private void CheckPaths(ParseResult parsed)
    {
        var options = Options.OfType<PathOption>().ToArray();
        var force = Options.OfType<Option<bool>>().FirstOrDefault(o => o.Name == ForceOption.Name) is { } option && parsed.GetValue(option);
        foreach (var path in options)
            path.Check(parsed.CommandResult, force);

        // What is read to the end is written over when --out names it too.
        foreach (var written in options.Where(o => o.Use is PathUse.WriteFile or PathUse.ReplaceFile && parsed.GetValue(o) is { } p && !PathRule.IsStream(p)))
        {
            if (options.FirstOrDefault(o => o.Use == PathUse.ReadFile && parsed.GetValue(o) is { } p && Path.GetFullPath(p) == Path.GetFullPath(parsed.GetValue(written)!)) is { } read)
                throw new CommandException($"{written.Name} {parsed.GetValue(written)}: is the file that {read.Name} reads");
        }
    }
}
