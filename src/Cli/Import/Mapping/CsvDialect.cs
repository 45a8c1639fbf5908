using System.Globalization;
using System.Text;
using CsvHelper;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>How a file separates, quotes and spells its values.</summary>
internal sealed record CsvDialect
{
    /// <summary>Longer records are taken for a quote that nobody closed.</summary>
    private const int LongestRecord = 1 << 20;

    /// <summary>Null: found from the first lines.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Null: quotes are ordinary characters.</summary>
    public char? Quote { get; init; } = '"';

    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>Whether the first record names the columns; if not they are called 1, 2, 3 …</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Lines above the header to pass over.</summary>
    public int SkipLines { get; init; }

    public NumberFormatInfo Numbers { get; init; } = NumberFormatInfo.InvariantInfo;

    /// <summary>Whether digits may be grouped by <see cref="NumberFormatInfo.NumberGroupSeparator"/>.</summary>
    public bool GroupsDigits { get; init; }

    /// <summary>Reads the section <c>file</c> of a mapping; everything has a default.</summary>
    public static CsvDialect Read(YamlSection? section)
    {
        if (section is null)
            return new CsvDialect();
        var dialect = new CsvDialect
        {
            Delimiter = ReadDelimiter(section),
            Quote = section.OptionalText("quote") switch
            {
                null => '"',
                "none" => null,
                [var c] when char.IsAscii(c) => c,
                _ => throw section.Error("quote", "must be one ASCII character or none"),
            },
            Encoding = ReadEncoding(section),
            HasHeader = section.OptionalWord("header", "true", "false") != "false",
            SkipLines = section.OptionalCount("skip_lines") ?? 0,
        };
        var point = section.OptionalWord("decimal", ".", ",") ?? ".";
        var group = section.OptionalText("thousands");
        if (group is not null && (group.Length != 1 || group == point || char.IsDigit(group[0])))
            throw section.Error("thousands", "must be one character, neither a digit nor the decimal sign");
        if (dialect.SkipLines > 0 && !dialect.Encoding.IsSingleByte && dialect.Encoding.CodePage != Encoding.UTF8.CodePage)
            throw section.Error("skip_lines", "works with UTF-8 and single-byte encodings only");
        section.RefuseOtherKeys();
        return dialect with
        {
            GroupsDigits = group is not null,
            Numbers = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group ?? (point == "," ? "." : ",") },
        };
    }

    /// <summary>The reader's options.</summary>
    /// <param name="onMalformed">Told of every record that breaks the rules of quoting or has too few or too many fields; such records are passed over.</param>
    public CsvReaderOptions ToOptions(Action<CsvMalformedRecord> onMalformed) => new()
    {
        Separator = Delimiter,
        Mode = Quote is null ? CsvMode.NoEscape : CsvMode.Rfc4180,
        Quote = Quote ?? '"',
        Encoding = Encoding,
        HasHeader = HasHeader,
        TrimWhitespace = true,
        TrimInsideQuotes = Quote is not null,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRecord,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        OnMalformedRecord = onMalformed,
        PoolStrings = true,
    };

    private static char? ReadDelimiter(YamlSection section) => section.OptionalText("delimiter") switch
    {
        null => null,
        "tab" or "\\t" or "\t" => '\t',
        [var c] when char.IsAscii(c) && !char.IsLetterOrDigit(c) && c is not ('\r' or '\n') => c,
        _ => throw section.Error("delimiter", "must be one ASCII character or tab"),
    };

    private static Encoding ReadEncoding(YamlSection section)
    {
        if (section.OptionalText("encoding") is not { } name)
            return Encoding.UTF8;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw section.Error("encoding", $"is not a known encoding: '{name}'; known are utf-8, utf-16, iso-8859-1, windows-1250, windows-1252 and others");
        }
    }
}
