using System.Diagnostics.CodeAnalysis;

namespace PreDelinquency.Trees.Text;

/// <summary>The lines of a model text, with the number of the one last read for error messages.</summary>
internal sealed class ModelLines(TextReader reader, string source)
{
    private string? _next;
    private bool _peeked;

    /// <summary>1-based number of the line last read; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Characters read so far, each line end counted as one: bytes, where the text is ASCII and its line ends are line feeds.</summary>
    public long Length { get; private set; }

    /// <summary>The next line without reading it; null at the end.</summary>
    public string? Peek()
    {
        if (!_peeked)
        {
            _next = reader.ReadLine();
            _peeked = true;
        }

        return _next;
    }

    /// <summary>Reads a line; null at the end.</summary>
    public string? Read()
    {
        string? line = Peek();
        _peeked = false;
        if (line is not null)
        {
            Number++;
            Length += line.Length + 1;
        }

        return line;
    }

    /// <summary>Everything after the line last read, word for word.</summary>
    public string ReadToEnd()
    {
        string? peeked = _peeked ? _next : null;
        _peeked = true;
        _next = null;
        string rest = reader.ReadToEnd();
        return peeked is null ? rest : peeked + "\n" + rest;
    }

    [DoesNotReturn]
    public void Fail(string rule) => Fail(Number, rule);

    [DoesNotReturn]
    public void Fail(int lineNumber, string rule) => throw new ModelFormatException(source, Math.Max(1, lineNumber), rule);
}
