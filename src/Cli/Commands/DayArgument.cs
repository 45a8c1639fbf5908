using System.CommandLine.Parsing;
using System.Globalization;

namespace PreDelinquency.Cli.Commands;

/// <summary>Reads a calendar day from a command line.</summary>
internal static class DayArgument
{
    /// <summary>Takes a day like 2025-01-31; null, and the error is told, where it is none.</summary>
    public static DateOnly? Parse(ArgumentResult result) => Parse(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", result);

    /// <summary>Takes one day of several.</summary>
    public static DateOnly? Parse(string text, ArgumentResult result)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"'{text}' is not a day like 2025-01-31.");
        return null;
    }
}
