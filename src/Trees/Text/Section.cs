using System.Globalization;

namespace PreDelinquency.Trees.Text;

/// <summary>
/// A block of key=value lines that ends at a blank line. Unknown and repeated keys are refused: what is not understood
/// may change the scores.
/// </summary>
internal sealed class Section
{
    private readonly ModelLines _lines;
    private readonly string _name;
    private readonly Dictionary<string, KeyedLine> _values = new(StringComparer.Ordinal);
    private readonly int _end;

    private Section(ModelLines lines, string name, IReadOnlySet<string> known)
    {
        _lines = lines;
        _name = name;
        while (lines.Read() is { Length: > 0 } line)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? line : line[..equals];
            if (!known.Contains(key))
            {
                lines.Fail($"unknown key '{Shorten(key)}' in {name}");
            }

            if (!_values.TryAdd(key, new KeyedLine(equals < 0 ? "" : line[(equals + 1)..], lines.Number)))
            {
                lines.Fail($"key '{key}' stands twice in {name}");
            }
        }

        _end = lines.Number;
    }

    /// <summary>Reads up to and including the next blank line, or to the end of the text.</summary>
    public static Section Read(ModelLines lines, string name, IReadOnlySet<string> known) => new(lines, name, known);

    /// <summary>At most 60 characters of a value, for messages.</summary>
    public static string Shorten(string value) => value.Length <= 60 ? value : value[..60] + "…";

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>The line number of a key, or of the end of the section where it is absent.</summary>
    public int LineOf(string key) => _values.TryGetValue(key, out KeyedLine line) ? line.LineNumber : _end;

    public string Text(string key)
    {
        if (!_values.TryGetValue(key, out KeyedLine line))
        {
            _lines.Fail(_end, $"{_name} has no {key}");
        }

        return line.Value;
    }

    public int Int(string key, int min, int max)
    {
        string text = Text(key);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < min || value > max)
        {
            Fail(key, $"{key}={Shorten(text)} must be a whole number from {min} to {max}");
        }

        return value;
    }

    public string[] Words(string key, int count)
    {
        string[] words = Text(key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == count ? words : throw WrongCount(key, words.Length, count);
    }

    public int[] Ints(string key, int count, int min, int max)
    {
        int[] values = Parse<int>(key, count, static (ReadOnlySpan<char> text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));
        foreach (int value in values)
        {
            if (value < min || value > max)
            {
                Fail(key, $"{key} holds {value}, outside {min} to {max}");
            }
        }

        return values;
    }

    public uint[] UnsignedInts(string key, int count) => Parse<uint>(key, count, static (ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    public double[] Doubles(string key, int count) => Parse<double>(key, count, TryParseDouble);

    public double[] FiniteDoubles(string key, int count)
    {
        double[] values = Doubles(key, count);
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                Fail(key, $"{key} holds {value}, must be finite");
            }
        }

        return values;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void Fail(string key, string rule) => _lines.Fail(LineOf(key), $"{_name}: {rule}");

    private delegate bool Parser<T>(ReadOnlySpan<char> text, out T value);

    private T[] Parse<T>(string key, int count, Parser<T> parser)
    {
        ReadOnlySpan<char> text = Text(key);
        // Sized by what is there, never by what the file claims.
        var values = new List<T>(Math.Min(count, (text.Length / 2) + 1));
        foreach (Range range in text.Split(' '))
        {
            ReadOnlySpan<char> word = text[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (!parser(word, out T value))
            {
                Fail(key, $"{key} holds '{Shorten(word.ToString())}', which is not a number of its kind");
            }

            values.Add(value);
        }

        return values.Count == count ? [.. values] : throw WrongCount(key, values.Count, count);
    }

    private ModelFormatException WrongCount(string key, int found, int wanted)
    {
        Fail(key, $"{key} has {found} values, {wanted} expected");
        return null;
    }

    private static bool TryParseDouble(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        // C writes infinities as inf, which .NET does not read.
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase);
    }
}
