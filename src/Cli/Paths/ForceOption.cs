using System.CommandLine;

namespace PreDelinquency.Cli.Paths;

/// <summary>The option <c>--force</c>: without it nothing that exists is replaced.</summary>
internal static class ForceOption
{
    public const string Name = "--force";

    public static Option<bool> Create() => new(Name) { Description = "Replace what --out names, where it is there already; refused otherwise." };
}
