namespace PreDelinquency.Cli.Import;

/// <summary>
/// Where each line of a temporary file begins, and when it happened, so that the file can be brought into order of
/// time without holding its text in memory: 16 bytes a line.
/// </summary>
internal sealed class SortedLines
{
    private readonly List<(long UtcTicks, long Offset)> _lines = [];
    private bool _inOrder = true;
    private long _end;

    public int Count => _lines.Count;

    /// <summary>Notes the next line.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="length">Its bytes, line break included.</param>
    public void Add(DateTimeOffset at, int length)
    {
        _inOrder &= _lines.Count == 0 || at.UtcTicks >= _lines[^1].UtcTicks;
        _lines.Add((at.UtcTicks, _end));
        _end += length;
    }

    /// <summary>Writes the lines of a file in order of time; lines of the same moment keep their order.</summary>
    public void Copy(Stream source, Stream target)
    {
        source.Position = 0;
        if (_inOrder)
        {
            source.CopyTo(target);
            return;
        }

        // The offset breaks ties, which makes an unstable sort stable.
        var order = Enumerable.Range(0, _lines.Count).ToArray();
        Array.Sort(order, (a, b) => _lines[a].CompareTo(_lines[b]));
        var buffer = new byte[4096];
        foreach (var line in order)
        {
            var offset = _lines[line].Offset;
            var length = (int)((line + 1 < _lines.Count ? _lines[line + 1].Offset : _end) - offset);
            if (buffer.Length < length)
                buffer = new byte[length];
            source.Position = offset;
            source.ReadExactly(buffer, 0, length);
            target.Write(buffer, 0, length);
        }
    }
}
