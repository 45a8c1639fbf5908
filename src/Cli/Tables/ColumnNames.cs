using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tables;

/// <summary>Columns as an option names them: each value is one name, or several separated by commas.</summary>
internal static class ColumnNames
{
    /// <summary>The columns meant. A value that is a column's whole name means that column, whatever commas are in it; spaces may stand as underscores.</summary>
    /// <param name="values">What was given.</param>
    /// <param name="input">The file.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="option">What errors call the option.</param>
    /// <returns>Places of the columns.</returns>
    /// <exception cref="CommandException">A name is no column's.</exception>
    public static HashSet<int> Find(IEnumerable<string> values, NumberCsv input, string path, string option)
    {
        var found = new HashSet<int>();
        foreach (var value in values)
        {
            if (input.Find(value) is >= 0 and var whole)
            {
                found.Add(whole);
                continue;
            }

            foreach (var name in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                found.Add(input.Find(name) is >= 0 and var column ? column : throw new CommandException($"{option} {name}: {path} has no such column; {(NearestName.Of(name, input.Columns) is { } near ? $"{near} is one; " : "")}it has {Shown.Names(input.Columns)}"));
        }

        return found;
    }
}
