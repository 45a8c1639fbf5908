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
    /// <param name="objective">Says which labels there may be.</param>
    /// <param name="features">Names of the features, in order; null for every other column but the ignored.</param>
    /// <param name="ignored">Columns that are not read; with <paramref name="features"/> nothing else is anyway.</param>
    /// <param name="categorical">Those that are categories, as the option names them.</param>
    /// <param name="meter">Told of the bytes read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CommandException">A column is not there or there twice, or a cell does not hold what its column needs.</exception>
    public static Dataset Read(NumberCsv input, string path, string label, TrainingObjective objective, IReadOnlyList<string>? features, IReadOnlyCollection<string> ignored, IReadOnlyCollection<string> categorical, IProgressMeter meter, CancellationToken cancellationToken)
    {
        var labelColumn = Find(input, path, label);
        features ??= FeaturesOf(input, path, labelColumn, ignored);
        var categories = ColumnNames.Find(categorical, input, path, "--categorical");
        if (categories.Contains(labelColumn))
            throw new CommandException($"--categorical names '{label}', which is the label: a label is no feature");
        if (features.Count == 0)
            throw new CommandException($"{path} has no column beside '{label}' and those that are ignored");
        var columns = features.Select(name => Find(input, path, name)).ToArray();
        var isCategory = columns.Select(categories.Contains).ToArray();
        var labels = new List<double>();
        var values = columns.Select(_ => new List<double>()).ToArray();
        while (input.Read())
        {
            labels.Add(Label(input, labelColumn, objective));
            for (var i = 0; i < columns.Length; i++)
                values[i].Add(isCategory[i] ? Category(input, columns[i]) : input.Number(columns[i]));
            if (labels.Count % ReportEvery != 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            meter.Report(input.Position);
        }

        if (labels.Count == 0)
            throw new CommandException($"{path} has a header and no row");
        try
        {
            return new Dataset(features, [.. values.Select(v => v.ToArray())], [.. labels], weights: null, isCategory);
        }
        catch (TrainingInputException e)
        {
            throw new CommandException($"{path}: {e.Message}", e);
        }
    }

    private static List<string> FeaturesOf(NumberCsv input, string path, int labelColumn, IReadOnlyCollection<string> ignored)
    {
        var left = ColumnNames.Find(ignored, input, path, "--ignore");
        left.Add(labelColumn);
        return [.. input.Columns.Where((_, i) => !left.Contains(i)).Select(c => c.Replace(' ', '_'))];
    }

    private static double Label(NumberCsv input, int column, TrainingObjective objective)
    {
        var label = input.Number(column);
        if (objective == TrainingObjective.Binary && label is not (0 or 1))
            throw input.Problem(column, "must be 0 or 1, as the label of a binary model");
        return double.IsFinite(label) ? label : throw input.Problem(column, "must be a finite number, as a label");
    }

    private static double Category(NumberCsv input, int column)
    {
        var category = input.Number(column);
        if (double.IsFinite(category) && category != Math.Floor(category))
            throw input.Problem(column, "must be a whole number, as a category");
        return category > Dataset.MaxCategory
            ? throw input.Problem(column, $"must be at most {Dataset.MaxCategory}, as a category; number categories from 0")
            : category;
    }

    private static int Find(NumberCsv input, string path, string name) =>
        input.Find(name) is >= 0 and var column
            ? column
            : throw new CommandException($"{path} has no column '{name}'; {(NearestName.Of(name, input.Columns) is { } near ? $"{near} is one; " : "")}it has {Shown.Names(input.Columns)}");
}
