using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace PreDelinquency.Engine;

/// <summary>
/// What is kept of a document that was refused: its text, or where it is longer than <see cref="DeadLetter.LongestDocument"/> bytes or
/// not UTF-8, as much of that as fits before the length and the SHA-256 of all of it. So different documents never look the same:
/// dead letters are told apart by this text.
/// </summary>
public static class KeptDocument
{
    /// <summary>What is kept of a document.</summary>
    /// <param name="document">All of its bytes.</param>
    public static string Of(ReadOnlySpan<byte> document) =>
        document.Length <= DeadLetter.LongestDocument && Utf8.IsValid(document) ? Encoding.UTF8.GetString(document) : Of(document, document.Length, SHA256.HashData(document));

    /// <summary>What is kept of a document of which not all is at hand.</summary>
    /// <param name="beginning">Its first bytes, at least <see cref="DeadLetter.LongestDocument"/> where it is as long.</param>
    /// <param name="length">How many it has in all.</param>
    /// <param name="hash">SHA-256 of all of them.</param>
    public static string Of(ReadOnlySpan<byte> beginning, long length, ReadOnlySpan<byte> hash)
    {
        var note = $" [not whole: {length} bytes, SHA-256 {Convert.ToHexStringLower(hash)}]";
        return Cut(beginning, DeadLetter.LongestDocument - note.Length) + note;
    }

    private static string Cut(ReadOnlySpan<byte> document, int most)
    {
        if (document.Length > most)
        {
            var end = most;
            while (end > most - 4 && (document[end] & 0xC0) == 0x80)
                end--;
            document = document[..end];
        }

        // An invalid byte becomes a replacement character of three.
        var text = Encoding.UTF8.GetString(document);
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var length = most / 3;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
