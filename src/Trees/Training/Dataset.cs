using System.Globalization;

namespace PreDelinquency.Trees;

/// <summary>
/// Rows to train or validate on, held by column. Takes the arrays as they are, without a copy: do not change them after.
/// </summary>
public sealed class Dataset
{
    /// <summary>Greatest number of a category: a split holds a bit for each up to its greatest, 2 MB at this one.</summary>
    public const int MaxCategory = (1 << 24) - 1;

    private readonly double[][] _columns;
    private readonly bool[] _categorical;

    /// <summary>Creates a dataset.</summary>
    /// <param name="featureNames">One name per column, without spaces (the model format separates names by them), no two alike.</param>
    /// <param name="columns">One array per feature, one value per row; NaN is missing. A categorical column holds whole numbers
    /// from 0 to <see cref="MaxCategory"/>; negative ones count as missing, and what stands behind the point is cut off, as in LightGBM.</param>
    /// <param name="labels">One finite label per row: 0 or 1 for the binary objective.</param>
    /// <param name="weights">One finite weight of at least 0 per row; null for 1 each.</param>
    /// <param name="categorical">Which features are categories; null for none.</param>
    /// <exception cref="TrainingInputException">A length differs, a name is unusable, a label, weight or category is out of range.</exception>
    /// <exception cref="ArgumentException">A column is null.</exception>
    public Dataset(
        IReadOnlyList<string> featureNames,
        IReadOnlyList<double[]> columns,
        double[] labels,
        double[]? weights = null,
        IReadOnlyList<bool>? categorical = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(labels);
        FeatureNames = [.. featureNames];
        _columns = [.. columns];
        if (Array.IndexOf(_columns, null) is >= 0 and var absent)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column {absent} is null."), nameof(columns));
        }

        Labels = labels;
        Weights = weights;
        _categorical = categorical is null ? new bool[_columns.Length] : [.. categorical];
        CheckFeatures();
        CheckRows();
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => Labels.Length;

    /// <summary>Number of features.</summary>
    public int FeatureCount => _columns.Length;

    /// <summary>Names of the features, in column order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    internal double[] Labels { get; }

    internal double[]? Weights { get; }

    /// <summary>A dataset from row-major values.</summary>
    /// <param name="featureNames">One name per feature.</param>
    /// <param name="rows">Row-major, one value per feature and row; copied into columns.</param>
    /// <param name="labels">As in the constructor.</param>
    /// <param name="weights">As in the constructor.</param>
    /// <param name="categorical">As in the constructor.</param>
    public static Dataset FromRows(
        IReadOnlyList<string> featureNames,
        ReadOnlySpan<double> rows,
        double[] labels,
        double[]? weights = null,
        IReadOnlyList<bool>? categorical = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(labels);
        int width = featureNames.Count;
        if (rows.Length != (long)labels.Length * width)
        {
            throw new TrainingInputException($"{rows.Length} values for {labels.Length} rows of {width} features.");
        }

        var columns = new double[width][];
        for (int f = 0; f < width; f++)
        {
            var column = new double[labels.Length];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = rows[(row * width) + f];
            }

            columns[f] = column;
        }

        return new Dataset(featureNames, columns, labels, weights, categorical);
    }

    /// <summary>The values of one feature, one per row.</summary>
    public ReadOnlySpan<double> Column(int feature) => _columns[feature];

    /// <summary>Whether a feature is a category.</summary>
    public bool IsCategorical(int feature) => _categorical[feature];

    private void CheckFeatures()
    {
        if (_columns.Length == 0)
        {
            throw new TrainingInputException("A dataset needs at least one feature.");
        }

        if (FeatureNames.Count != _columns.Length || _categorical.Length != _columns.Length)
        {
            throw new TrainingInputException(
                $"{_columns.Length} columns, {FeatureNames.Count} names and {_categorical.Length} categorical flags must be as many.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in FeatureNames)
        {
            if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAny(" \t\r\n"))
            {
                throw new TrainingInputException($"Feature name '{name}' is empty or holds white space.");
            }

            if (!seen.Add(name))
            {
                throw new TrainingInputException($"Feature name '{name}' stands twice.");
            }
        }
    }

    private void CheckRows()
    {
        if (Labels.Length == 0)
        {
            throw new TrainingInputException("A dataset needs at least one row.");
        }

        for (int f = 0; f < _columns.Length; f++)
        {
            if (_columns[f].Length != Labels.Length)
            {
                throw new TrainingInputException($"Column '{FeatureNames[f]}' has {_columns[f].Length} values for {Labels.Length} labels.");
            }

            if (_categorical[f] && Array.FindIndex(_columns[f], value => value > MaxCategory) is >= 0 and var bad)
            {
                throw new TrainingInputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Category of row {bad} in column '{FeatureNames[f]}' is {_columns[f][bad]}, must be at most {MaxCategory}; number categories from 0."));
            }
        }

        if (Array.FindIndex(Labels, label => !double.IsFinite(label)) is >= 0 and var badLabel)
        {
            throw new TrainingInputException(string.Create(
                CultureInfo.InvariantCulture, $"Label of row {badLabel} is {Labels[badLabel]}, must be finite."));
        }

        if (Weights is null)
        {
            return;
        }

        if (Weights.Length != Labels.Length)
        {
            throw new TrainingInputException($"{Weights.Length} weights for {Labels.Length} rows.");
        }

        if (Array.FindIndex(Weights, weight => !(weight >= 0 && weight <= float.MaxValue)) is >= 0 and var badWeight)
        {
            throw new TrainingInputException(string.Create(
                CultureInfo.InvariantCulture, $"Weight of row {badWeight} is {Weights[badWeight]}, must be finite and at least 0."));
        }

        if (!Array.Exists(Weights, weight => weight > 0))
        {
            throw new TrainingInputException("All weights are 0.");
        }
    }
}
