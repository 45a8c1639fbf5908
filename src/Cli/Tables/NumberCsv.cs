using System.Globalization;
using CsvHelper;
using PreDelinquency.Cli.Import;

namespace PreDelinquency.Cli.Tables;

/// <summary>A CSV file of numbers with a header, read row by row. An empty cell, <c>nan</c>, <c>na</c> or <c>null</c> is a missing number.</summary>
internal sealed class NumberCsv : IDisposable
{
    private const int LongestRecord = 1 << 26;
    private readonly string _path;
    private readonly CsvReader _reader;
    private readonly Func<long> _position;
    private readonly ILookup<string, int> _columnsByName;

    private NumberCsv(string path, Stream input, long? length, Func<long> position)
    {
        _path = path;
        _position = position;
        Length = length;
        _reader = CsvReader.Create(input, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        });
        Columns = [.. _reader.Headers];
        _columnsByName = Columns
            .SelectMany((name, i) => new[] { name, name.Replace(' ', '_') }.Distinct().Select(called => (Name: called, Column: i)))
            .ToLookup(called => called.Name, called => called.Column, StringComparer.Ordinal);
        if (Columns.Count == 0)
            throw new CommandException($"{path}: is empty, a header was expected");
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Bytes of the file as stored, where known.</summary>
    public long? Length { get; }

    /// <summary>How many of them were read.</summary>
    public long Position => _position();

    /// <summary>Opens a file, packed or not, or standard input.</summary>
    public static NumberCsv Open(string path, CommandConsole console, CancellationToken cancellationToken)
    {
        var input = InputFile.Open(path, console, out var length, out var position, cancellationToken);
        try
        {
            return new NumberCsv(path, input, length, position);
        }
        catch (CsvFormatException e)
        {
            throw new CommandException($"{path}, line {e.LineNumber}: {e.Message}", e);
        }
    }

    /// <summary>The place of a column; a blank in the header stands for an underscore too, as LightGBM writes names.</summary>
    /// <returns>Its index, or -1 where there is none.</returns>
    /// <exception cref="CommandException">More than one column goes by the name.</exception>
    public int Find(string name)
    {
        return _columnsByName[name].Take(2).ToList() switch
        {
            [] => -1,
            [var only] => only,
            var both => throw new CommandException(
                $"{_path}: columns {string.Join(" and ", both.Select(i => $"{i + 1} ('{Shown.Of(Columns[i], Shown.LongestValue)}')"))} both go by the name '{Shown.Of(name, Shown.LongestValue)}'"),
        };
    }

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new CommandException($"{_path}, line {e.LineNumber}: {e.Message}", e);
        }
    }

    /// <summary>The error that a column of the current row breaks a rule; it names file, line, column and value.</summary>
    public CommandException Problem(int column, string rule) =>
        new($"{_path}, {new RowProblem(_reader.LineNumber, Columns[column], _reader.GetString(column), rule)}");

    /// <summary>The number in a column of the current row; NaN where it is missing.</summary>
    /// <exception cref="CommandException">No number; the message names line, column and value.</exception>
    public double Number(int column)
    {
        var text = _reader.GetSpan(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        if (text.IsEmpty)
            return double.NaN;
        var word = _reader.GetString(column);
        return word.ToUpperInvariant() switch
        {
            "NAN" or "NA" or "NULL" => double.NaN,
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            _ => throw Problem(column, "must be a number, nan or empty"),
        };
    }

    public void Dispose() => _reader.Dispose();
}
