namespace PreDelinquency.Cli.Import;

/// <summary>One thing that is wrong with one row.</summary>
/// <param name="Line">Line of the input where the row starts, from 1.</param>
/// <param name="Column">The column, or null where the row as a whole is wrong.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Rule">What must hold.</param>
internal sealed record RowProblem(long Line, string? Column, string? Value, string Rule)
{
    public override string ToString()
    {
        var where = Column is null ? $"line {Line}" : $"line {Line}, column {Shown.Of(Column, Shown.LongestValue)}";
        return Value is null ? $"{where}: {Rule}" : $"{where}, value '{Shown.Of(Value, Shown.LongestValue)}': {Rule}";
    }
}
