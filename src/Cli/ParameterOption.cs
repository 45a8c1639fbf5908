using System.CommandLine;
using System.CommandLine.Parsing;
using PreDelinquency.Trees;

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

    /// <summary>Makes what a command cannot take a usage error.</summary>
    /// <param name="result">The command.</param>
    /// <param name="option">Made by <see cref="Create"/>.</param>
    /// <param name="use">Takes the parameters.</param>
    public static void Validate(CommandResult result, Option<KeyValuePair<string, string>[]> option, Action<KeyValuePair<string, string>[]> use)
    {
        // Without the option, or where it is wrong itself, there is nothing to take.
        if (result.GetResult(option) is not { Implicit: false } given || given.Tokens.Any(t => t.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            return;
        try
        {
            use(result.GetRequiredValue(option));
        }
        catch (TrainingInputException e)
        {
            result.AddError(e.Message);
        }
    }
}
