using System.Globalization;
using System.Text;

namespace PreDelinquency.Cli;

/// <summary>Text from files and from the command line as a terminal may be given it: no control character acts on the terminal, and nothing is endless.</summary>
internal static class Shown
{
    /// <summary>So much of a value of the input is enough to find it.</summary>
    public const int LongestValue = 60;

    /// <summary>So much of a whole message is read by anybody.</summary>
    public const int LongestMessage = 2000;

    /// <summary>A number of things, like <c>1 customer</c> or <c>1,000 customers</c>.</summary>
    public static string Count(long number, string one) => $"{number:N0} {one}{(number == 1 ? "" : "s")}";

    /// <summary>The text on one line, with control and other invisible characters as <c>\u001b</c>; cut where it is too long.</summary>
    public static string Of(string text, int longest)
    {
        var cut = text.Length > longest;
        if (cut)
            text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
        var result = new StringBuilder(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair)
                result.Append(text[i++]).Append(text[i]);
            else if (Acts(text[i]))
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                result.Append(text[i]);
        }

        return cut ? result.Append('…').ToString() : result.ToString();
    }

    /// <summary>Names from a file as a list; the first of them where there are many.</summary>
    public static string Names(IReadOnlyCollection<string> names)
    {
        const int Most = 50;
        var list = string.Join(", ", names.Take(Most).Select(n => Of(n, LongestValue)));
        return names.Count > Most ? $"{list}, … ({names.Count} in all)" : list;
    }

    // Format characters turn the direction of a line; a surrogate without its other half is no character.
    private static bool Acts(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
