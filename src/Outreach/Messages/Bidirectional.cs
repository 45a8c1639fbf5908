using System.Text;

namespace PreDelinquency.Outreach.Messages;

/// <summary>
/// Text that runs from right to left inside one that does not, and the other way round. Isolation by the Unicode Bidirectional
/// Algorithm (UAX #9): what stands between U+2068 and U+2069 takes its own direction and leaves that around it alone.
/// </summary>
internal static class Bidirectional
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>Blocks whose letters are of class R or AL.</summary>
    private static readonly (int First, int Last)[] RightToLeft =
    [
        (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
    ];

    /// <summary>The direction of the first letter; null where there is none.</summary>
    public static TextDirection? Of(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                return Array.Exists(RightToLeft, range => rune.Value >= range.First && rune.Value <= range.Last) ? TextDirection.RightToLeft : TextDirection.LeftToRight;
        }

        return null;
    }

    /// <summary>The text, isolated where it has letters of the other direction than what is around it.</summary>
    public static string Isolate(string text, TextDirection around) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && Of(rune.ToString()) != around) ? $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}" : text;

    /// <summary>Whether a text steers direction beyond what it isolates: <see cref="Isolate"/> closes what it opens.</summary>
    public static bool SteersOut(string text)
    {
        var isIsolated = false;
        foreach (var rune in text.EnumerateRunes().Where(Steers))
        {
            if (rune.Value != (isIsolated ? PopDirectionalIsolate : FirstStrongIsolate))
                return true;
            isIsolated = !isIsolated;
        }

        return isIsolated;
    }

    /// <summary>Whether it is one of the characters that steer direction (marks, embeddings, overrides, isolates).</summary>
    public static bool Steers(Rune rune) => rune.Value is 0x061C or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
