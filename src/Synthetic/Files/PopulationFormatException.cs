namespace PreDelinquency.Synthetic.Files;

/// <summary>A file of a population folder breaks a rule of its format.</summary>
public sealed class PopulationFormatException : Exception
{
    public PopulationFormatException()
    {
    }

    public PopulationFormatException(string message)
        : base(message)
    {
    }

    public PopulationFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="file">Path of the file.</param>
    /// <param name="line">Line, counted from 1 with the header.</param>
    /// <param name="column">Column of the header, or empty where the whole line is meant.</param>
    /// <param name="rule">The rule that is broken.</param>
    public PopulationFormatException(string file, long line, string column, string rule)
        : base(column.Length == 0 ? $"{file}, line {line}: {rule}" : $"{file}, line {line}, {column}: {rule}")
    {
        File = file;
        Line = line;
        Column = column;
        Rule = rule;
    }

    public string File { get; } = "";

    public long Line { get; }

    public string Column { get; } = "";

    public string Rule { get; } = "";
}
