using System.Globalization;

namespace PreDelinquency.Trees.Tests;

/// <summary>LightGBM's own outputs; see Golden/README.md for how they were made.</summary>
internal static class Golden
{
    public static TheoryData<string> Models => ["missing", "categorical", "zero_as_missing", "no_missing", "dart", "rf"];

    /// <summary>Those of other objectives than binary, for the first 60 rows.</summary>
    public static TheoryData<string> OtherObjectives => ["multiclass", "multiclassova", "poisson", "l1_sqrt", "l2_sqrt"];

    public static TheoryData<string> AllModels => [.. Models.Concat(OtherObjectives).Select(model => model.Data)];

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static string ModelPath(string model) => Path.Combine(Folder, model, "model.txt");

    public static string ModelText(string model) => File.ReadAllText(ModelPath(model));

    public static TreeModel Load(string model) => TreeModel.Load(ModelPath(model));

    /// <summary>The feature rows: the columns of rows.csv without the label.</summary>
    public static double[][] Rows() => [.. File.ReadLines(Path.Combine(Folder, "rows.csv")).Skip(1).Select(line => Numbers(line)[1..])];

    /// <summary>The labels of these rows.</summary>
    public static double[] Labels() => [.. File.ReadLines(Path.Combine(Folder, "rows.csv")).Skip(1).Select(line => Numbers(line)[0])];

    /// <summary>One array per row of raw.txt, prob.txt, contrib.txt or leaf.txt.</summary>
    public static double[][] Expected(string model, string output) =>
        [.. File.ReadLines(Path.Combine(Folder, model, output + ".txt")).Select(Numbers)];

    public static double[] Numbers(string line) => [.. line.Split(',', '\t').Select(Number)];

    /// <summary>A model text that was edited, with tree_sizes that are true again.</summary>
    public static string Resized(string text)
    {
        int first = text.IndexOf("Tree=0\n", StringComparison.Ordinal);
        int end = text.IndexOf("end of trees", StringComparison.Ordinal);
        int sizes = text.IndexOf("tree_sizes=", StringComparison.Ordinal);
        if (first < 0 || end < first || sizes < 0)
        {
            return text;
        }

        int lineEnd = text.IndexOf('\n', sizes);
        IEnumerable<int> lengths = text[first..end].Split("Tree=").Skip(1).Select(tree => tree.Length + "Tree=".Length);
        return $"{text[..sizes]}tree_sizes={string.Join(' ', lengths)}{(lineEnd < 0 ? "" : text[lineEnd..])}";
    }

    public static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            string.Create(CultureInfo.InvariantCulture, $"expected {expected:R}, got {actual:R}"));

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
