using System.Text;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>
/// Reads RFC 4180 lines with a header one by one. Columns are found by name, so their order is free and further ones
/// are ignored; a field may not contain a line break.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    private readonly string _path;
    private readonly StreamReader _text;
    private readonly string[] _columns;
    private readonly int[] _position;
    private readonly int[] _fieldStart;
    private readonly int[] _fieldLength;
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private char[] _line = new char[1024];

    /// <exception cref="PopulationFormatException">The header lacks a column.</exception>
    public CsvReader(string path, params string[] columns)
    {
        _path = path;
        _columns = columns;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        _text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), false, 1 << 16);
        if (ReadLine() is not { Length: > 0 } first)
        {
            _text.Dispose();
            throw new PopulationFormatException(path, 1, "", $"is empty, a header with {string.Join(", ", columns)} was expected");
        }

        var header = first.TrimStart('\uFEFF').Split(',');
        _position = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            _position[i] = Array.IndexOf(header, columns[i]);
            if (_position[i] < 0)
            {
                _text.Dispose();
                throw new PopulationFormatException(path, 1, columns[i], "the header lacks this column");
            }
        }

        _fieldStart = new int[header.Length];
        _fieldLength = new int[header.Length];
    }

    public long LineNumber { get; private set; }

    /// <summary>Moves to the next line; false at the end.</summary>
    /// <exception cref="PopulationFormatException">Not UTF-8, a wrong number of fields, or a quote without its end.</exception>
    public bool Next()
    {
        if (ReadLine() is not { } line)
            return false;
        Split(line);
        return true;
    }

    public ReadOnlySpan<char> Text(int column) => _line.AsSpan(_fieldStart[_position[column]], _fieldLength[_position[column]]);

    /// <summary>The field as a string that equal fields share: ids and names repeat.</summary>
    public string Shared(int column)
    {
        var text = Text(column);
        if (_lookup.TryGetValue(text, out var known))
            return known;
        var value = text.ToString();
        _known.Add(value);
        return value;
    }

    public string? SharedOrNull(int column) => Text(column).IsEmpty ? null : Shared(column);

    public T Name<T>(int column)
        where T : struct, Enum =>
        WireNames<T>.TryParse(Text(column), out var value) ? value : throw Broken(column, $"must be one of {string.Join(", ", WireNames<T>.All)}");

    public Money Amount(int column)
    {
        if (decimal.TryParse(Text(column), System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, null, out var value)
            && Money.TryFromDecimal(value, out var money))
            return money;
        throw Broken(column, $"must be a number with at most {Money.DecimalPlaces} decimal places");
    }

    public DateOnly Date(int column) =>
        DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", out var date) ? date : throw Broken(column, "must be a date like 2026-03-01");

    public bool Flag(int column) =>
        bool.TryParse(Text(column), out var value) ? value : throw Broken(column, "must be true or false");

    public DateTimeOffset Timestamp(int column)
    {
        var text = Text(column);
        if (TimestampText.TryParse(text, out var at))
            return at;
        throw Broken(column, "must be ISO-8601 with an offset, like 2026-03-01T09:30:00+01:00");
    }

    public PopulationFormatException Broken(int column, string rule) => new(_path, LineNumber, column < 0 ? "" : _columns[column], rule);

    public void Dispose() => _text.Dispose();

    private string? ReadLine()
    {
        try
        {
            var line = _text.ReadLine();
            LineNumber++;
            return line;
        }
        catch (DecoderFallbackException e)
        {
            // The text is decoded in blocks, so the line is only known to within one.
            _text.Dispose();
            throw new PopulationFormatException($"{_path}, after line {LineNumber}: must be valid UTF-8", e);
        }
    }

    private void Split(string line)
    {
        if (_line.Length < line.Length)
            _line = new char[line.Length * 2];
        var at = 0;
        var used = 0;
        for (var field = 0; field < _fieldStart.Length; field++)
        {
            _fieldStart[field] = used;
            if (at < line.Length && line[at] == '"')
            {
                at = Unquote(line, at + 1, ref used);
            }
            else
            {
                var end = line.IndexOf(',', at);
                end = end < 0 ? line.Length : end;
                line.CopyTo(at, _line, used, end - at);
                used += end - at;
                at = end;
            }

            _fieldLength[field] = used - _fieldStart[field];
            var last = field == _fieldStart.Length - 1;
            if (last ? at != line.Length : at >= line.Length || line[at] != ',')
                throw Broken(-1, $"must have {_fieldStart.Length} fields, as the header has");
            at++;
        }
    }

    /// <summary>Copies a quoted field; returns the position after its closing quote.</summary>
    private int Unquote(string line, int at, ref int used)
    {
        while (at < line.Length)
        {
            if (line[at] != '"')
            {
                _line[used++] = line[at++];
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                _line[used++] = '"';
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        throw Broken(-1, "a quoted field must end in the same line");
    }
}
