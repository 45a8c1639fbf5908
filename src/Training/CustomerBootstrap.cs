using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>
/// Confidence intervals by drawing customers again, with all of their rows: rows of one customer resemble each other, so
/// drawing rows would promise too much (cluster bootstrap; Efron and Tibshirani 1993, ch. 8).
/// </summary>
internal sealed class CustomerBootstrap
{
    private const int Draws = 200;
    private const double Confidence = 0.95;
    private readonly int[][] _rowsOf;
    private readonly double[] _scores;
    private readonly double[] _labels;

    public CustomerBootstrap(IReadOnlyList<PointInTimeRow> rows, double[] scores, double[] labels)
    {
        _rowsOf = [.. Enumerable.Range(0, rows.Count).GroupBy(i => rows[i].CustomerId, StringComparer.Ordinal).Select(g => g.ToArray())];
        (_scores, _labels) = (scores, labels);
    }

    public int Customers => _rowsOf.Length;

    /// <summary>The measure with the interval between its 2.5th and 97.5th percentile; draws on which it is not defined are left out.</summary>
    public ConfidenceInterval Interval(BinaryMeasure measure)
    {
        var random = new DrawSequence();
        var values = new List<double>(Draws);
        var scores = new List<double>(_scores.Length * 2);
        var labels = new List<double>(_scores.Length * 2);
        for (var draw = 0; draw < Draws; draw++)
        {
            scores.Clear();
            labels.Clear();
            for (var i = 0; i < _rowsOf.Length; i++)
            {
                foreach (var row in _rowsOf[random.Below(_rowsOf.Length)])
                {
                    scores.Add(_scores[row]);
                    labels.Add(_labels[row]);
                }
            }

            if (!labels.Contains(0) || !labels.Contains(1))
                continue;
            var value = measure(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scores), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(labels));
            if (!double.IsNaN(value))
                values.Add(value);
        }

        values.Sort();
        var whole = measure(_scores, _labels);
        return values.Count == 0
            ? new ConfidenceInterval(whole, double.NaN, double.NaN, Confidence)
            : new ConfidenceInterval(whole, At(values, (1 - Confidence) / 2), At(values, (1 + Confidence) / 2), Confidence);
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];

    /// <summary>The same draws for every measure.</summary>
    private sealed class DrawSequence
    {
        private ulong _state = 0x5DEE_CE66_D1CE_4E5B;

        public int Below(int count)
        {
            _state = (_state * 6364136223846793005) + 1442695040888963407;
            return (int)(((_state >> 33) * (ulong)count) >> 31);
        }
    }
}
