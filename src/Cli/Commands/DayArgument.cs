using System.CommandLine.Parsing;
using System.Globalization;

namespace PreDelinquency.Cli.Commands;

/// <summary>Reads a calendar day from a command line.</summary>
internal static class DayArgument
{
    /// <summary>Takes a day like 2025-01-31.</summary>
    public static DateOnly Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            result.AddError($"'{text}' is not a day like 2025-01-31.");
        return day;
    }
}
