using Microsoft.AspNetCore.Http;
using PreDelinquency.Gateway.Bodies;

namespace PreDelinquency.Gateway.Tests.Bodies;

public sealed class DecodedBodyTests
{
    private const int BytesAtOnce = 64 * 1024;

    [Fact]
    public async Task It_is_decompressed_no_further_ahead_than_allowed_however_long_it_is()
    {
        var decoder = new Endless();
        await using var body = new DecodedBody(new DefaultHttpContext().Request, new ContentCoding("endless", 0, false, _ => decoder), long.MaxValue);
        for (var taken = 0L; taken < 20 * DecodedBody.MostAhead;)
        {
            var read = await body.Reader.ReadAsync(TestContext.Current.CancellationToken);
            Assert.InRange(decoder.Given - taken, 0, DecodedBody.MostAhead + BytesAtOnce);
            taken += read.Buffer.Length;
            body.Reader.AdvanceTo(read.Buffer.End);
        }
    }

    [Fact]
    public async Task It_ends_where_it_is_longer_than_allowed_and_not_much_later()
    {
        var decoder = new Endless();
        await using var body = new DecodedBody(new DefaultHttpContext().Request, new ContentCoding("endless", 0, false, _ => decoder), 3 * DecodedBody.MostAhead);

        var e = await Assert.ThrowsAsync<BadHttpRequestException>(async () =>
        {
            while (true)
            {
                var read = await body.Reader.ReadAsync(TestContext.Current.CancellationToken);
                body.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        });

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, e.StatusCode);
        Assert.InRange(decoder.Given, 3 * DecodedBody.MostAhead, (3 * DecodedBody.MostAhead) + (2 * BytesAtOnce));
    }

    /// <summary>What a bomb decompresses to.</summary>
    private sealed class Endless : MemoryStream
    {
        private long _given;

        public long Given => Volatile.Read(ref _given);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, BytesAtOnce);
            buffer.Span[..count].Fill((byte)' ');
            Interlocked.Add(ref _given, count);
            return new(count);
        }
    }
}
