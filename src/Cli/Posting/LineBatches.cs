namespace PreDelinquency.Cli.Posting;

/// <summary>Cuts a stream of lines into batches.</summary>
internal static class LineBatches
{
    private const int LongestBatch = 1 << 20;

    /// <summary>Reads batches of whole lines, each of at most about a megabyte and a number of lines.</summary>
    /// <param name="source">The lines; each ends with a line feed.</param>
    /// <param name="mostLines">Most lines of a batch.</param>
    /// <returns>Each batch with its number of lines; valid until the next one is asked for.</returns>
    public static IEnumerable<(ReadOnlyMemory<byte> Lines, int Count)> Read(Stream source, int mostLines)
    {
        var buffer = new byte[LongestBatch];
        var filled = 0;
        while (true)
        {
            var read = source.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            filled += read;
            var start = 0;
            while (NextBatch(buffer.AsSpan(start, filled - start), mostLines) is { Length: > 0 } batch)
            {
                yield return (buffer.AsMemory(start, batch.Length), batch.Count);
                start += batch.Length;
            }

            filled -= start;
            buffer.AsSpan(start, filled).CopyTo(buffer);
            if (read == 0)
            {
                if (filled > 0)
                    yield return (buffer.AsMemory(0, filled), 1);
                yield break;
            }

            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static (int Length, int Count) NextBatch(ReadOnlySpan<byte> bytes, int mostLines)
    {
        var (length, count) = (0, 0);
        while (count < mostLines && bytes[length..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            length += end + 1;
            count++;
        }

        return (length, count);
    }
}
