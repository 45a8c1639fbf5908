using System.CommandLine;

namespace PreDelinquency.Cli;

/// <summary>The option <c>--param name=value</c>.</summary>
internal static class ParameterOption
{
    public static Option<KeyValuePair<string, string>[]> Create() => new("--param")
    {
        Description = "A training parameter under LightGBM's name; may be given many times.",
        HelpName = "name=value",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
                result.AddError($"--param {token.Value} must be name=value.");
            return [.. result.Tokens.Select(t => t.Value.Split('=', 2)).Where(p => p.Length == 2).Select(p => KeyValuePair.Create(p[0].Trim(), p[1].Trim()))];
        },
    };
}
