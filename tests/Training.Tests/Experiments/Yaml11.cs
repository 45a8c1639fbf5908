using System.Text.RegularExpressions;

namespace PreDelinquency.Training.Tests.Experiments;

/// <summary>What YAML 1.1 takes a bare scalar for: the resolution rules of its type repository (yaml.org/type: null, bool, int, float, timestamp, merge, value).</summary>
internal static partial class Yaml11
{
    /// <summary>Whether a reader of YAML 1.1 gets a text of exactly these characters from the bare scalar.</summary>
    public static bool IsText(string bare) =>
        bare.Length > 0 && bare.Trim() == bare && !NotText().IsMatch(bare) && !Indicator().IsMatch(bare)
        && !bare.Contains(": ", StringComparison.Ordinal) && !bare.Contains(" #", StringComparison.Ordinal) && !bare.EndsWith(':') && !bare.Any(char.IsControl);

    [GeneratedRegex("""
        ^(?:~|null|Null|NULL
        |y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
        |[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
        |[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
        |[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*
        |<<|=)$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotText();

    [GeneratedRegex("""^(?:[-?:](?:\s|$)|[,\[\]{}\#&*!|>'"%@`])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Indicator();
}
