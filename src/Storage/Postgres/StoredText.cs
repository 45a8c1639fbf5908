using System.Buffers;
using System.Text;

namespace PreDelinquency.Storage.Postgres;

/// <summary>
/// Texts from outside as PostgreSQL can hold them. A character 0 stands as \x1A and 0, \x1A as \x1A and 1; half a surrogate
/// pair, which no UTF-8 has, becomes U+FFFD as everywhere else. All other texts stand as they are.
/// </summary>
internal static class StoredText
{
    private const char Escape = '\x1A';
    private static readonly SearchValues<char> Special = SearchValues.Create('\0', Escape);

    public static string Encode(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.AsSpan().ContainsAny(Special) ? text.Replace("\x1A", "\x1A\x31", StringComparison.Ordinal).Replace("\0", "\x1A\x30", StringComparison.Ordinal) : text;
    }

    public static string Decode(string text) =>
        text.Contains(Escape, StringComparison.Ordinal) ? text.Replace("\x1A\x30", "\0", StringComparison.Ordinal).Replace("\x1A\x31", "\x1A", StringComparison.Ordinal) : text;
}
