namespace PreDelinquency.Training.Reporting.Tables;

/// <summary>A table of a report, however it is written. The first column names its line.</summary>
/// <param name="Headings">One per column.</param>
/// <param name="Lines">As many cells each.</param>
public sealed record ReportTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<ReportCell>> Lines)
{
    /// <summary>Writes the table as plain text in columns.</summary>
    public void WriteText(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var lines = Lines.Select(line => line.Select(cell => cell.ToString()).ToArray()).Prepend([.. Headings]).ToArray();
        var widths = Enumerable.Range(0, Headings.Count).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
            output.WriteLine(string.Join("  ", line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Writes the table as Markdown.</summary>
    public void WriteMarkdown(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(Headings);
        Write(Headings.Select((_, column) => column == 0 ? "---" : "---:"));
        foreach (var line in Lines)
            Write(line.Select(cell => cell.ToString().Replace("|", "\\|", StringComparison.Ordinal)));
        output.WriteLine();

        void Write(IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
    }
}
