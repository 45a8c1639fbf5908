using System.Globalization;
using CsvHelper;
using PreDelinquency.Cli.Import.Mapping;

namespace PreDelinquency.Cli.Import;

/// <summary>The row that a reader stands on, by column name.</summary>
internal sealed class CsvCells : ICells
{
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the header.</summary>
    /// <exception cref="CommandException">The mapping reads a column that the file does not have, or one that it has twice.</exception>
    public CsvCells(CsvReader reader, MappingFile mapping)
    {
        _reader = reader;
        IReadOnlyList<string> names = reader.Headers;
        if (!mapping.Dialect.HasHeader)
            names = [.. Enumerable.Range(1, 256).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        var twice = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
        {
            if (!_indexes.TryAdd(names[i].Trim(), i))
                twice.Add(names[i].Trim());
        }

        foreach (var (field, column) in mapping.Columns)
        {
            if (!_indexes.ContainsKey(column))
                throw new CommandException($"{mapping.Name}: {field} reads the column '{column}', which the input does not have; it has {Shown.Names(_indexes.Keys)}");
            if (twice.Contains(column))
                throw new CommandException($"{mapping.Name}: {field} reads the column '{column}', which the input has more than once");
        }
    }

    /// <summary>Set once the row's direction is known.</summary>
    public string Direction { get; set; } = "";

    /// <summary>The row as it stands in the input.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    public long Line => _reader.LineNumber;

    public string Cell(string column) => column == MappingFile.DirectionColumn ? Direction : _reader.GetString(_indexes[column]);
}
