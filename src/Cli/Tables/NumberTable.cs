using PreDelinquency.Cli.Progress;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tables;

/// <summary>Reads a CSV file of numbers into memory, column by column, for training.</summary>
internal static class NumberTable
{
    private const int ReportEvery = 4096;

    /// <summary>Reads a whole file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="label">Name of the column to learn.</param>
    /// <param name="features">Names of the features, in order; null for every other column.</param>
    /// <param name="categorical">Names of those that are categories.</param>
    /// <param name="meter">Told of the bytes read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CommandException">A column is not there, or a cell is no number.</exception>
    public static Dataset Read(NumberCsv input, string path, string label, IReadOnlyList<string>? features, IReadOnlyCollection<string> categorical, IProgressMeter meter, CancellationToken cancellationToken)
    {
        features ??= [.. input.Columns.Where(c => c != label).Select(c => c.Replace(' ', '_'))];
        if (categorical.Except(features).ToList() is { Count: > 0 } unknown)
            throw new CommandException($"{path} lacks the categorical columns {string.Join(", ", unknown)}");
        var labelColumn = Find(input, path, label);
        var columns = features.Select(name => Find(input, path, name)).ToArray();
        var labels = new List<double>();
        var values = columns.Select(_ => new List<double>()).ToArray();
        while (input.Read())
        {
            labels.Add(input.Number(labelColumn));
            for (var i = 0; i < columns.Length; i++)
                values[i].Add(input.Number(columns[i]));
            if (labels.Count % ReportEvery != 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            meter.Report(input.Position);
        }

        if (labels.Count == 0)
            throw new CommandException($"{path} has a header and no row");
        return new Dataset(features, [.. values.Select(v => v.ToArray())], [.. labels], weights: null, [.. features.Select(categorical.Contains)]);
    }

    private static int Find(NumberCsv input, string path, string name) =>
        input.Find(name) is >= 0 and var column
            ? column
            : throw new CommandException($"{path} has no column '{name}'; it has {Shown.Names(input.Columns)}");
}
