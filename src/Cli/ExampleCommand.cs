using System.CommandLine;

namespace PreDelinquency.Cli;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="description">What it does, in a sentence or two.</param>
/// <param name="examples">Lines for a shell, each with a comment above where it needs one.</param>
internal sealed class ExampleCommand(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}
