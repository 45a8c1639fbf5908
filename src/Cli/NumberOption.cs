using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace PreDelinquency.Cli;

/// <summary>Options that take a number of a range; another text is refused with the option, the rule and the text.</summary>
internal static class NumberOption
{
    /// <summary>An option with a number for where it is left out.</summary>
    public static Option<T> Create<T>(string name, string placeholder, string description, T absent, T least, T most)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = placeholder, DefaultValueFactory = _ => absent, CustomParser = result => Parse(result, name, least, most) ?? absent };

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string placeholder, string description, T least, T most)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = placeholder, CustomParser = result => Parse(result, name, least, most) };

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a {(T.IsZero(T.One / (T.One + T.One)) ? "whole " : "")}number from {least} to {most}, not {text}."));
        return null;
    }
}
