using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Bodies;

/// <summary>Where a compressed body ends, and that nothing behind its end is passed over.</summary>
public sealed class CodedBodyTests
{
    private static readonly string Lines = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i * 7919 % 501}\n"));

    // How a body comes: at once, byte by byte, and in between.
    private static readonly int[] PieceSizes = [int.MaxValue, 1, 2, 7, 1000];

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task It_is_read_as_it_was_however_it_comes(string coding)
    {
        foreach (var size in PieceSizes)
            Assert.Equal(Lines, await DecodeAsync(coding, Compressed.Bytes(coding, Lines), size));
    }

    [Fact]
    public async Task All_members_of_a_gzip_are_read()
    {
        byte[] members = [.. Compressed.Bytes("gzip", Lines), .. Compressed.Bytes("gzip", "a\n"), .. Compressed.Bytes("gzip", Lines)];

        foreach (var size in PieceSizes)
            Assert.Equal(Lines + "a\n" + Lines, await DecodeAsync("gzip", members, size));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Another_behind_one_that_has_no_members_is_refused(string coding)
    {
        foreach (var second in new[] { "a\n", Lines })
        {
            byte[] twice = [.. Compressed.Bytes(coding, Lines), .. Compressed.Bytes(coding, second)];
            foreach (var size in PieceSizes)
                await RefusesAsync(coding, twice, size);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Whatever_else_follows_the_end_is_refused_however_short_it_is(string coding)
    {
        // The byte and the bytes with which a gzip member begins are among them.
        byte[][] tails = [[0], [10], [0x1f], [0x1f, 0x8b], [0x1f, 0], [.. "tail"u8], new byte[9], [.. Encoding.UTF8.GetBytes(Lines)]];
        foreach (var text in new[] { "a\n", Lines })
        {
            foreach (var tail in tails)
            {
                byte[] body = [.. Compressed.Bytes(coding, text), .. tail];
                foreach (var size in PieceSizes)
                    await RefusesAsync(coding, body, size);
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task It_is_refused_wherever_it_breaks_off(string coding)
    {
        var whole = Compressed.Bytes(coding, Lines);
        for (var length = 0; length < whole.Length; length += length < 20 || length > whole.Length - 20 ? 1 : 97)
        {
            foreach (var size in PieceSizes)
                await RefusesAsync(coding, whole[..length], size);
        }
    }

    [Theory]
    [InlineData("gzip", 8)]
    [InlineData("deflate", 4)]
    public async Task It_is_refused_where_its_checksum_is_another(string coding, int fromEnd)
    {
        var body = Compressed.Bytes(coding, Lines);
        body[^fromEnd] ^= 1;

        await RefusesAsync(coding, body, int.MaxValue);
    }

    [Fact]
    public async Task It_is_refused_where_it_needs_a_dictionary() => await RefusesAsync("deflate", [0x78, 0xbb, 1, 2, 3, 4, 5, 6], int.MaxValue);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_is_flushed_is_read_before_more_comes(string coding)
    {
        using var packed = new MemoryStream();
        await using Stream encoder = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
            "br" => new BrotliStream(packed, CompressionLevel.Optimal),
            _ => new ZLibStream(packed, CompressionLevel.Optimal),
        };
        await encoder.WriteAsync("a\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await encoder.FlushAsync(TestContext.Current.CancellationToken);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(packed.ToArray(), TestContext.Current.CancellationToken);
        await using var body = Body(coding, pipe.Reader.AsStream());

        var read = await body.Reader.ReadAtLeastAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal("a\n", Encoding.UTF8.GetString(read.Buffer));
        body.Reader.AdvanceTo(read.Buffer.End);
    }

    private static async Task RefusesAsync(string coding, byte[] bytes, int pieceSize)
    {
        var e = await Assert.ThrowsAsync<BadHttpRequestException>(() => DecodeAsync(coding, bytes, pieceSize));
        Assert.Equal($"The body is not valid {coding}: it is damaged, breaks off, or goes on after its end.", e.Message);
        Assert.Equal(StatusCodes.Status400BadRequest, e.StatusCode);
    }

    private static async Task<string> DecodeAsync(string coding, byte[] bytes, int pieceSize)
    {
        await using var body = Body(coding, new Pieces(bytes, pieceSize));
        using var reader = new StreamReader(body.Reader.AsStream(leaveOpen: true));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static DecodedBody Body(string coding, Stream coded)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = coded;
        context.Request.Headers.ContentEncoding = coding;
        Assert.True(ContentCoding.TryFind(context.Request, out var found, out _));
        return new DecodedBody(context.Request, found, long.MaxValue);
    }

    /// <summary>A body that comes in pieces of a size.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
