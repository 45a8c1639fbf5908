namespace PreDelinquency.Trees.Training.Binning;

/// <summary>
/// Bins of a categorical feature by LightGBM's rules (src/io/bin.cpp): categories by falling frequency until 99% of the
/// rows have one, rare ones share bin 0 with what is missing or negative.
/// </summary>
internal static class CategoricalBinFinder
{
    // Bins are stored in at most 16 bits.
    private const int MostBins = 65535;

    public static FeatureBins Find(DistinctValues distinct, TrainingParameters parameters, int minSplitRows)
    {
        int missing = distinct.MissingCount;
        var rows = new SortedDictionary<int, int>();
        for (int i = 0; i < distinct.Values.Length; i++)
        {
            if (distinct.Values[i] > -1)
            {
                int category = (int)distinct.Values[i];
                rows[category] = rows.GetValueOrDefault(category) + distinct.Counts[i];
            }
            else
            {
                missing += distinct.Counts[i];
            }
        }

        int known = distinct.Total - missing;
        if (known == 0)
        {
            return FeatureBins.Useless;
        }

        int enough = (int)(known * 0.99 + 0.5);
        int maxBins = Math.Min(parameters.MaxBin, rows.Count + (missing > 0 ? 1 : 0));
        var categories = new List<int> { -1 };
        var inBin = new List<int> { 0 };
        int used = 0;
        foreach ((int category, int count) in rows.OrderByDescending(pair => pair.Value))
        {
            bool wanted = used < enough || categories.Count < maxBins;
            bool rare = count < parameters.MinDataInBin && categories.Count > 2;
            if (!wanted || rare || categories.Count == MostBins)
            {
                break;
            }

            categories.Add(category);
            inBin.Add(count);
            used += count;
        }

        inBin[0] = distinct.Total - used;
        bool complete = categories.Count - 1 == rows.Count && missing == 0;
        bool useless = parameters.FeaturePreFilter && inBin.Count <= 2 && !(inBin[0] >= minSplitRows && distinct.Total - inBin[0] >= minSplitRows);
        return FeatureBins.Categorical(complete, [.. categories], useless);
    }
}
