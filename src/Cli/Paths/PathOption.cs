using System.CommandLine;
using System.CommandLine.Parsing;

namespace PreDelinquency.Cli.Paths;

/// <summary>An option that takes a path, which is checked before the command begins.</summary>
/// <param name="name">The option.</param>
/// <param name="use">What is done with the path.</param>
internal sealed class PathOption(string name, PathUse use) : Option<string>(name)
{
    /// <summary>What is done with the path.</summary>
    public PathUse Use => use;

    /// <summary>Files of a folder: those that must be there to read, or those that will be written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What makes a folder with <see cref="Files"/>, for who has none; empty where nothing does.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>Checks the path that was given; nothing where none was.</summary>
    /// <exception cref="CommandException">The path breaks a rule; names option, path and rule.</exception>
    public void Check(CommandResult result, bool force)
    {
        if (result.GetValue(this) is { } path)
            new PathRule(Name, path, use, Files, MadeBy).Check(force);
    }
}
