using System.IO.Pipelines;

namespace PreDelinquency.Gateway.Bodies;

/// <summary>
/// A request's body, decompressed on the way where it is compressed: at most <see cref="MostAhead"/> bytes ahead of whoever
/// reads it, and never more in all than allowed, however little was sent. Dispose of it before the request ends.
/// </summary>
internal sealed class DecodedBody : IAsyncDisposable
{
    /// <summary>Most bytes that are decompressed and not yet read.</summary>
    public const int MostAhead = 1024 * 1024;

    private const int BytesAtOnce = 64 * 1024;

    private readonly Pipe? _decoded;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _decoding = Task.CompletedTask;

    /// <param name="request">Whose body.</param>
    /// <param name="coding">How it is compressed; null where it is not.</param>
    /// <param name="longest">Most bytes that it may have decompressed.</param>
    public DecodedBody(HttpRequest request, ContentCoding? coding, long longest)
    {
        Reader = request.BodyReader;
        if (coding is null)
            return;
        _decoded = new Pipe(new PipeOptions(pauseWriterThreshold: MostAhead, resumeWriterThreshold: MostAhead / 2, useSynchronizationContext: false));
        _decoding = DecodeAsync(new BodyStream(request.BodyReader), coding, longest, _decoded.Writer);
        Reader = _decoded.Reader;
    }

    /// <summary>
    /// The body as it was before it was compressed. Reading throws <see cref="BadHttpRequestException"/> where it is too long (413), is
    /// damaged, or breaks off.
    /// </summary>
    public PipeReader Reader { get; }

    public async ValueTask DisposeAsync()
    {
        if (_decoded is not null)
            await _decoded.Reader.CompleteAsync();
        await _stop.CancelAsync();
        await _decoding;
        _stop.Dispose();
    }

    private async Task DecodeAsync(BodyStream coded, ContentCoding coding, long longest, PipeWriter writer)
    {
        Exception? failure = null;
        await using var decoder = coding.Decode(coded);
#pragma warning disable CA1031 // Whatever goes wrong is the reader's to hear.
        try
        {
            await DecodeAsync(decoder, longest, writer);
            if (!await IsWholeAsync(coded, coding))
                throw new InvalidDataException();
        }
        // That it needs a dictionary, zlib says by an I/O exception that has no public name.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            failure = new BadHttpRequestException($"The body is not valid {coding.Name}: it is damaged, breaks off, or goes on after its end.", e);
        }
        catch (Exception e)
        {
            failure = e;
        }
#pragma warning restore CA1031

        await writer.CompleteAsync(failure);
    }

    private async Task DecodeAsync(Stream decoder, long longest, PipeWriter writer)
    {
        var length = 0L;
        while (await decoder.ReadAsync(writer.GetMemory(BytesAtOnce), _stop.Token) is > 0 and var count)
        {
            length += count;
            if (length > longest)
                throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
            writer.Advance(count);
            if ((await writer.FlushAsync(_stop.Token)).IsCompleted)
                return;
        }
    }

    // A decoder passes over what follows its end, and takes an empty body for a whole one.
    private async Task<bool> IsWholeAsync(BodyStream coded, ContentCoding coding) =>
        coded.HasBegun && (coding.HasMembers ? coded.HasEnded : await coded.ReadAsync(new byte[1], _stop.Token) == 0);
}
