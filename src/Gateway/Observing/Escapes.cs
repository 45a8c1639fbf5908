using System.Buffers;
using System.Text;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Writes text in which backslashes, ends of lines and, where asked for, quotes are escaped.</summary>
internal static class Escapes
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\\n\"");

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text, bool quotes)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(text[..at], output);
            output.Write(text[at] switch
            {
                '\n' => "\\n"u8,
                '\\' => "\\\\"u8,
                _ => quotes ? "\\\""u8 : "\""u8,
            });
            text = text[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
    }
}
