namespace PreDelinquency.Trees.Training.Binning;

/// <summary>A dataset reduced to bins, in <see cref="FeatureGroup"/>s. Features that no split can use are left out.</summary>
internal sealed class BinnedData
{
    private const int RowsPerTask = 16_384;
    private const int MostNarrowBins = 256;

    private BinnedData(FeatureBins[] bins, FeatureGroup[] groups, int rows)
    {
        Bins = bins;
        Groups = groups;
        RowCount = rows;
        Places = new FeaturePlace[bins.Length];
        for (int g = 0; g < groups.Length; g++)
        {
            for (int lane = 0; lane < groups[g].Features.Length; lane++)
            {
                Places[groups[g].Features[lane]] = new FeaturePlace(g, lane);
            }
        }
    }

    /// <summary>Bins of every feature of the dataset, the unused ones included.</summary>
    public FeatureBins[] Bins { get; }

    public FeatureGroup[] Groups { get; }

    public int RowCount { get; }

    /// <summary>Where each feature is stored; meaningless for unused ones.</summary>
    public FeaturePlace[] Places { get; }

    /// <summary>Finds bins by the parameters' rules and bins all rows.</summary>
    public static BinnedData Create(Dataset data, TrainingParameters parameters, Workers workers)
    {
        int[]? sample = Sample(data.RowCount, parameters);
        int minSplitRows = sample is null
            ? parameters.MinDataInLeaf
            : (int)(parameters.MinDataInLeaf * (double)sample.Length / data.RowCount);
        var bins = new FeatureBins[data.FeatureCount];
        workers.Run(bins.Length, f =>
        {
            bool missingIsZero = !parameters.UseMissing || parameters.ZeroAsMissing;
            var distinct = DistinctValues.Collect(data.Column(f), sample, missingIsZero);
            bins[f] = data.IsCategorical(f)
                ? CategoricalBinFinder.Find(distinct, parameters, minSplitRows)
                : NumericalBinFinder.Find(distinct, parameters, minSplitRows);
        });
        return Fill(data, bins, Layout(bins, workers.Threads), workers);
    }

    /// <summary>Bins other rows of the same features by the bins of these.</summary>
    public BinnedData CreateLike(Dataset data, Workers workers) =>
        Fill(data, Bins, [.. Groups.Select(group => (group.Features, group.IsWide))], workers);

    public int BinOf(int feature, int row)
    {
        FeaturePlace place = Places[feature];
        FeatureGroup group = Groups[place.Group];
        return (int)(group.Words[row] >> (place.Lane * group.LaneBits)) & group.LaneMask;
    }

    private static BinnedData Fill(Dataset data, FeatureBins[] bins, (int[] Features, bool Wide)[] layout, Workers workers)
    {
        FeatureGroup[] groups = Array.ConvertAll(layout, group => new FeatureGroup(
            group.Features, group.Wide, data.RowCount, group.Wide ? group.Features.Max(f => bins[f].Count) : MostNarrowBins));
        int chunks = (data.RowCount + RowsPerTask - 1) / RowsPerTask;
        workers.Run(groups.Length * chunks, task =>
        {
            FeatureGroup group = groups[task / chunks];
            int start = task % chunks * RowsPerTask;
            Span<ulong> words = group.Words.AsSpan(start, Math.Min(RowsPerTask, data.RowCount - start));
            for (int lane = 0; lane < group.Features.Length; lane++)
            {
                ReadOnlySpan<double> values = data.Column(group.Features[lane]).Slice(start, words.Length);
                bins[group.Features[lane]].AddBins(values, words, lane * group.LaneBits);
            }
        });
        return new BinnedData(bins, groups, data.RowCount);
    }

    // As many groups for each thread, filled evenly: histograms are shared out by group.
    private static (int[] Features, bool Wide)[] Layout(FeatureBins[] bins, int threads)
    {
        int[] used = [.. Enumerable.Range(0, bins.Length).Where(f => !bins[f].IsUseless)];
        return
        [
            .. Spread([.. used.Where(f => bins[f].Count <= MostNarrowBins)], 8, threads).Select(features => (features, false)),
            .. Spread([.. used.Where(f => bins[f].Count > MostNarrowBins)], 4, threads).Select(features => (features, true)),
        ];
    }

    private static IEnumerable<int[]> Spread(int[] features, int lanes, int threads)
    {
        int groups = (features.Length + lanes - 1) / lanes;
        groups = Math.Min(features.Length, (groups + threads - 1) / threads * threads);
        for (int g = 0; g < groups; g++)
        {
            yield return features[(int)((long)features.Length * g / groups)..(int)((long)features.Length * (g + 1) / groups)];
        }
    }

    private static int[]? Sample(int rows, TrainingParameters parameters)
    {
        if (rows <= parameters.BinSampleRows)
        {
            return null;
        }

        // Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S): each subset is as likely, rows stay in order.
        var random = new SeededRandom(parameters.DataSeed, 0);
        var sample = new int[parameters.BinSampleRows];
        int taken = 0;
        for (int row = 0; taken < sample.Length; row++)
        {
            if ((rows - row) * random.NextDouble() < sample.Length - taken)
            {
                sample[taken++] = row;
            }
        }

        return sample;
    }
}
