namespace PreDelinquency.Domain.Monitoring;

/// <summary>How the values of one quantity were spread over the rows that a model was trained on.</summary>
/// <param name="Name">The feature, or <see cref="PopulationReference.ScoreName"/>.</param>
/// <param name="Edges">Rising upper ends of all bins but the last: bin i holds what is above edge i - 1 and at most edge i.</param>
/// <param name="Counts">Rows per bin, one more than edges, and last those where the value was missing (NaN).</param>
public sealed record ValueBins(string Name, IReadOnlyList<double> Edges, IReadOnlyList<long> Counts)
{
    /// <summary>Bins that hold values; tenths of the rows where the values are spread enough.</summary>
    public const int MostBins = 10;

    /// <summary>Bins with the one of missing values.</summary>
    public int Count => Edges.Count + 2;

    /// <summary>Bins the values of a quantity at the tenths of their distribution.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="values">In any order; NaN where missing.</param>
    public static ValueBins Of(string name, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        var known = all.Where(v => !double.IsNaN(v)).Order().ToArray();
        var edges = new List<double>();
        for (var i = 1; i < MostBins && known.Length > 0; i++)
        {
            var edge = known[(int)((long)i * known.Length / MostBins)];
            if (edge < known[^1] && (edges.Count == 0 || edge > edges[^1]))
                edges.Add(edge);
        }

        var bins = new ValueBins(name, edges, new long[edges.Count + 2]);
        var counts = new long[bins.Count];
        foreach (var value in all)
            counts[bins.BinOf(value)]++;
        return bins with { Counts = counts };
    }

    /// <summary>The bin of a value.</summary>
    public int BinOf(double value)
    {
        if (double.IsNaN(value))
            return Edges.Count + 1;
        var bin = 0;
        while (bin < Edges.Count && value > Edges[bin])
            bin++;
        return bin;
    }
}
