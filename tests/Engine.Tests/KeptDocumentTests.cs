using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Engine.Tests;

public sealed class KeptDocumentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"note\":\"Grüße \ud83d\ude00\"}")]
    public void A_text_of_at_most_the_longest_is_kept_as_it_came(string text) => Assert.Equal(text, KeptDocument.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_longest_text_is_kept_as_it_came()
    {
        var text = new string('é', DeadLetter.LongestDocument / 2);

        Assert.Equal(text, KeptDocument.Of(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("\ud83d\ude00")]
    public void Of_a_longer_one_the_beginning_is_kept_with_the_length_and_the_hash_of_all_of_it(string letter)
    {
        for (var before = 0; before < 4; before++)
        {
            var document = Encoding.UTF8.GetBytes(new string(' ', before) + string.Concat(Enumerable.Repeat(letter, DeadLetter.LongestDocument)));

            var kept = KeptDocument.Of(document);

            var note = $" [not whole: {document.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(document))}]";
            Assert.EndsWith(note, kept, StringComparison.Ordinal);
            Assert.StartsWith(kept[..^note.Length], Encoding.UTF8.GetString(document), StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(kept), DeadLetter.LongestDocument - 3, DeadLetter.LongestDocument);
        }
    }

    [Fact]
    public void What_is_no_text_is_told_from_what_reads_like_it_and_keeps_to_the_bound()
    {
        byte[] latin = [.. "M"u8, 0xfc, .. "ller"u8], other = [.. "M"u8, 0xf6, .. "ller"u8];

        Assert.StartsWith("M\ufffdller [not whole: 6 bytes, SHA-256 ", KeptDocument.Of(latin), StringComparison.Ordinal);
        Assert.NotEqual(KeptDocument.Of(latin), KeptDocument.Of(other));
        Assert.InRange(Encoding.UTF8.GetByteCount(KeptDocument.Of([.. Enumerable.Repeat((byte)0xff, 5000)])), DeadLetter.LongestDocument - 3, DeadLetter.LongestDocument);
    }
}
