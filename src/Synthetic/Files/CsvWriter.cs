using System.Buffers;
using System.Buffers.Text;
using System.Text;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>Writes RFC 4180 lines of UTF-8 into a file through one buffer, without allocating per field.</summary>
internal sealed class CsvWriter : IDisposable
{
    private const int Room = 1 << 16;
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[Room];
    private int _used;
    private bool _lineBegun;

    public CsvWriter(string path, IEnumerable<string> columns)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var column in columns)
            Text(column);
        EndLine();
    }

    public void Text(ReadOnlySpan<char> value)
    {
        Separate((value.Length * 3) + 2);
        if (!value.ContainsAny(NeedsQuotes))
        {
            _used += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_used));
            return;
        }

        var quoted = $"\"{value.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Reserve(quoted.Length * 3);
        _used += Encoding.UTF8.GetBytes(quoted, _buffer.AsSpan(_used));
    }

    public void Empty() => Separate(0);

    public void Number(long value)
    {
        Separate(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    /// <summary>Two decimal places, up to four where they are needed.</summary>
    public void Amount(Money value)
    {
        Separate(32);
        var units = value.TenThousandths;
        if (units < 0)
        {
            _buffer[_used++] = (byte)'-';
            units = -units;
        }

        Utf8Formatter.TryFormat(units / Money.Scale, _buffer.AsSpan(_used), out var written);
        _used += written;
        _buffer[_used++] = (byte)'.';
        var rest = (int)(units % Money.Scale);
        Digits(rest / 100, 2);
        rest %= 100;
        if (rest != 0)
            Digits(rest % 10 == 0 ? rest / 10 : rest, rest % 10 == 0 ? 1 : 2);
    }

    /// <summary>Like <c>2026-03-01</c>.</summary>
    public void Date(DateOnly value)
    {
        Separate(10);
        PutDate(value.Year, value.Month, value.Day);
    }

    /// <summary>Like <c>2026-03-01T09:30:00+01:00</c>, with milliseconds where there are any.</summary>
    public void Timestamp(DateTimeOffset value)
    {
        Separate(32);
        PutDate(value.Year, value.Month, value.Day);
        Put('T', value.Hour);
        Put(':', value.Minute);
        Put(':', value.Second);
        if (value.Millisecond != 0)
        {
            _buffer[_used++] = (byte)'.';
            Digits(value.Millisecond, 3);
        }

        var offset = value.TotalOffsetMinutes;
        Put(offset < 0 ? '-' : '+', Math.Abs(offset) / 60);
        Put(':', Math.Abs(offset) % 60);
    }

    public void EndLine()
    {
        Reserve(1);
        _buffer[_used++] = (byte)'\n';
        _lineBegun = false;
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void PutDate(int year, int month, int day)
    {
        Digits(year, 4);
        Put('-', month);
        Put('-', day);
    }

    private void Put(char separator, int twoDigits)
    {
        _buffer[_used++] = (byte)separator;
        Digits(twoDigits, 2);
    }

    private void Digits(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _buffer[_used + i] = (byte)('0' + (value % 10));
            value /= 10;
        }

        _used += count;
    }

    private void Separate(int bytes)
    {
        Reserve(bytes + 1);
        if (_lineBegun)
            _buffer[_used++] = (byte)',';
        _lineBegun = true;
    }

    private void Reserve(int bytes)
    {
        if (_used + bytes <= Room)
            return;
        Flush();
        if (bytes > Room)
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, $"A field may take at most {Room} bytes.");
    }

    private void Flush()
    {
        _file.Write(_buffer, 0, _used);
        _used = 0;
    }
}
