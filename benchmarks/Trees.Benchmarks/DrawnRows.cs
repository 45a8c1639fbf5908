namespace PreDelinquency.Trees.Benchmarks;

/// <summary>
/// Normal columns, every eighth half zeros and every twelfth a fifth missing, and a label that depends on the first eight:
/// xorshift64 and Box-Muller, the same rows on every machine.
/// </summary>
internal sealed class DrawnRows
{
    private ulong _state = 88172645463325252;

    public DrawnRows(int rows, int features)
    {
        RowMajor = new double[rows * features];
        Labels = new double[rows];
        FeatureCount = features;
        for (int i = 0; i < rows; i++)
        {
            Span<double> row = RowMajor.AsSpan(i * features, features);
            for (int f = 0; f < features; f++)
            {
                row[f] = f % 8 == 7 && Uniform() < 0.5 ? 0 : Normal();
            }

            double score = -2.2 + row[0] + (0.8 * row[1] * row[2]) - (0.7 * Math.Abs(row[3])) + (row[7] > 0 ? 0.5 : 0)
                + (0.4 * Math.Sin(3 * row[4])) + (0.3 * row[5] * row[6]);
            Labels[i] = Uniform() < 1 / (1 + Math.Exp(-score)) ? 1 : 0;
            for (int f = 11; f < features; f += 12)
            {
                row[f] = Uniform() < 0.2 ? double.NaN : row[f];
            }
        }
    }

    public int FeatureCount { get; }

    public double[] RowMajor { get; }

    public double[] Labels { get; }

    public Dataset ToDataset() => Dataset.FromRows([.. Enumerable.Range(0, FeatureCount).Select(f => $"f{f}")], RowMajor, Labels);

    private double Normal() => Math.Sqrt(-2 * Math.Log(Uniform() + 1e-300)) * Math.Cos(2 * Math.PI * Uniform());

    private double Uniform()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (_state >> 11) / 9007199254740992.0;
    }
}
