using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Measuring;

/// <summary>
/// Rows in the order of one model's probabilities, highest first: ranked once, measured many times. A measurement is one
/// pass, with every row as often as its customer was drawn. The definitions are those of <see cref="Trees.BinaryMetrics"/>, <see cref="Trees.Lift"/>
/// and <see cref="Trees.CalibrationCurve"/>.
/// </summary>
internal sealed class RankedRows
{
    private const int Bins = 10;
    private const double Epsilon = 1e-15;
    private readonly double[] _probability;
    private readonly bool[] _misses;
    private readonly int[] _customer;
    private readonly double[] _thresholds;

    /// <param name="rows">The rows.</param>
    /// <param name="probabilities">One per row, 0 to 1.</param>
    /// <param name="thresholds">Where the levels begin.</param>
    public RankedRows(IReadOnlyList<PointInTimeRow> rows, IReadOnlyList<double> probabilities, RiskThresholds thresholds)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        _probability = [.. probabilities.Select(p => -p)];
        Array.Sort(_probability, order);
        for (var i = 0; i < _probability.Length; i++)
            _probability[i] = -_probability[i];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var customer = new int[rows.Count];
        for (var i = 0; i < customer.Length; i++)
        {
            if (!numbers.TryGetValue(rows[i].CustomerId, out customer[i]))
                numbers.Add(rows[i].CustomerId, customer[i] = numbers.Count);
        }

        _customer = Array.ConvertAll(order, i => customer[i]);
        _misses = Array.ConvertAll(order, i => rows[i].Misses);
        _thresholds = [thresholds.Medium, thresholds.High, thresholds.Critical];
        Counts = new CustomerCounts(numbers.Count, Distinct(i => _misses[i]), Distinct(i => !_misses[i]), [.. _thresholds.Select(threshold => Distinct(i => _probability[i] >= threshold))]);

        int Distinct(Func<int, bool> holds) => Enumerable.Range(0, _customer.Length).Where(holds).Select(i => _customer[i]).Distinct().Count();
    }

    public int Rows => _probability.Length;

    public int Customers => Counts.All;

    public CustomerCounts Counts { get; }

    /// <summary>Measures all figures; those that are not defined on the draw are NaN.</summary>
    /// <param name="times">How often each customer counts.</param>
    /// <param name="figures">Room for one value per <see cref="Figure"/>.</param>
    public void Measure(ReadOnlySpan<int> times, Span<double> figures)
    {
        double positives = 0, all = 0;
        for (var i = 0; i < _customer.Length; i++)
        {
            var weight = times[_customer[i]];
            all += weight;
            positives += _misses[i] ? weight : 0;
        }

        figures.Fill(double.NaN);
        if (all == 0)
            return;
        MeasureProbabilities(times, figures, positives, all);
        MeasureRanks(times, figures, positives, all);
    }

    private void MeasureProbabilities(ReadOnlySpan<int> times, Span<double> figures, double positives, double all)
    {
        double sum = 0, brier = 0, loss = 0;
        Span<double> gap = stackalloc double[Bins];
        gap.Clear();
        for (var i = 0; i < _probability.Length; i++)
        {
            var weight = times[_customer[i]];
            if (weight == 0)
                continue;
            var (p, label) = (_probability[i], _misses[i] ? 1.0 : 0);
            sum += weight * p;
            brier += weight * (p - label) * (p - label);
            loss -= weight * Math.Log(Math.Max(Epsilon, label > 0 ? p : 1 - p));
            gap[Math.Min(Bins - 1, (int)(p * Bins))] += weight * (p - label);
        }

        double error = 0;
        foreach (var bin in gap)
            error += Math.Abs(bin);
        figures[(int)Figure.BaseRate] = positives / all;
        figures[(int)Figure.MeanProbability] = sum / all;
        figures[(int)Figure.Brier] = brier / all;
        figures[(int)Figure.LogLoss] = loss / all;
        figures[(int)Figure.CalibrationError] = error / all;
    }

    private void MeasureRanks(ReadOnlySpan<int> times, Span<double> figures, double positives, double all)
    {
        var negatives = all - positives;
        double hits = 0, misses = 0, area = 0, precision = 0, gap = 0, reached = 0;
        var band = 0;
        Span<double> flagged = stackalloc double[6];
        flagged.Clear();
        for (var i = 0; i < _probability.Length;)
        {
            var p = _probability[i];
            double groupHits = 0, groupMisses = 0;
            for (; i < _probability.Length && _probability[i] == p; i++)
            {
                var weight = times[_customer[i]];
                groupHits += _misses[i] ? weight : 0;
                groupMisses += _misses[i] ? 0 : weight;
            }

            var size = groupHits + groupMisses;
            if (size == 0)
                continue;

            // A band's border inside a group of equal scores shares the group out in proportion.
            for (; band < Bins && positives > 0 && all * (band + 1) / Bins <= hits + misses + size; band++)
            {
                var sofar = hits + (groupHits * (((all * (band + 1) / Bins) - hits - misses) / size));
                figures[(int)Figure.Lift1 + band] = (sofar - reached) / (all / Bins) / (positives / all);
                reached = sofar;
            }

            area += groupMisses * (hits + (groupHits / 2));
            hits += groupHits;
            misses += groupMisses;
            precision += groupHits * hits / (hits + misses);
            gap = Math.Max(gap, Math.Abs((hits / positives) - (misses / negatives)));
            for (var level = 0; level < _thresholds.Length && p >= _thresholds[level]; level++)
                (flagged[2 * level], flagged[(2 * level) + 1]) = (hits, misses);
        }

        if (positives > 0 && negatives > 0)
        {
            figures[(int)Figure.Auc] = area / (positives * negatives);
            figures[(int)Figure.PrAuc] = precision / positives;
            figures[(int)Figure.KolmogorovSmirnov] = gap;
        }

        for (var level = 0; level < _thresholds.Length; level++)
        {
            var (right, wrong) = (flagged[2 * level], flagged[(2 * level) + 1]);
            var first = (int)Figure.FlaggedMedium + (4 * level);
            figures[first] = (right + wrong) / all;
            figures[first + 1] = right / (right + wrong);
            figures[first + 2] = right / positives;
            figures[first + 3] = wrong / negatives;
        }
    }
}
