namespace PreDelinquency.Trees.Tests.Training;

/// <summary>Small drawn datasets with a known structure.</summary>
internal static class Drawn
{
    public static readonly string[] Names = ["a", "b", "missing", "zeros", "category", "noise"];

    /// <summary>A binary task on all kinds of columns; the rows come along row-major.</summary>
    public static (Dataset Data, double[] Rows, double[] Labels) Binary(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new double[rows * Names.Length];
        var labels = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double a = Normal(random);
            double b = Normal(random);
            double missing = random.NextDouble() < 0.3 ? double.NaN : a + Normal(random);
            double zeros = random.NextDouble() < 0.5 ? 0 : Normal(random);
            int category = random.Next(12);
            double score = (1.2 * a) - (0.8 * b * b) + (double.IsNaN(missing) ? 0.8 : 0.3 * missing) + (zeros == 0 ? -0.7 : 0.5 * zeros) + (category % 3) - 0.5;
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-score)) ? 1 : 0;
            double[] row = [a, b, missing, zeros, category, Normal(random)];
            row.CopyTo(values.AsSpan(i * row.Length));
        }

        bool[] categorical = [false, false, false, false, true, false];
        return (Dataset.FromRows(Names, values, labels, null, categorical), values, labels);
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static string Text(TreeModel model)
    {
        using var writer = new StringWriter();
        model.Write(writer);
        return writer.ToString();
    }
}
