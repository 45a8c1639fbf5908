using PreDelinquency.Trees.Training;
using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Tests.Training;

public sealed class BinningTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(4_096)]
    [InlineData(50_000)]
    public void Radix_sort_sorts_as_comparing_does(int count)
    {
        var random = new Random(count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (i % 5) switch
            {
                0 => random.Next(10) - 5,
                1 => Drawn.Normal(random) * 1e300,
                2 => Drawn.Normal(random) * 1e-300,
                3 => -0.0,
                _ => Drawn.Normal(random),
            };
        }

        double[] expected = [.. values.Order()];
        RadixSort.Sort(values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void A_value_falls_into_the_first_bin_whose_bound_it_does_not_exceed()
    {
        FeatureBins bins = Find([.. Enumerable.Range(-50, 101).SelectMany(v => Enumerable.Repeat((double)v, 3))], new TrainingParameters());
        for (int v = -50; v <= 50; v++)
        {
            int bin = bins.BinOf(v);
            Assert.True(v <= bins.UpperBounds[bin]);
            Assert.True(bin == 0 || v > bins.UpperBounds[bin - 1]);
        }

        Assert.Equal(0, bins.BinOf(double.NegativeInfinity));
        Assert.Equal(bins.Count - 1, bins.BinOf(double.PositiveInfinity));
        Assert.Equal(bins.BinOf(0), bins.BinOf(double.NaN));
    }

    [Fact]
    public void Zero_has_a_bin_of_its_own()
    {
        FeatureBins bins = Find([.. Enumerable.Range(-500, 1001).Select(v => v / 100.0)], new TrainingParameters { MaxBin = 16 });
        Assert.True(bins.Count <= 16);
        Assert.True(bins.BinOf(-1e-30) < bins.ZeroBin);
        Assert.Equal(bins.ZeroBin, bins.BinOf(1e-36));
        Assert.True(bins.BinOf(1e-30) > bins.ZeroBin);
    }

    [Fact]
    public void Missing_values_have_the_last_bin_only_where_training_saw_some()
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(v => v % 3 == 0 ? double.NaN : v)];
        FeatureBins bins = Find(values, new TrainingParameters());
        Assert.Equal(bins.Count - 1, bins.BinOf(double.NaN));
        Assert.Equal(bins.Count - 1, bins.UpperBounds.Length);
        Assert.Equal(0, Find(values, new TrainingParameters { UseMissing = false }).BinOf(double.NaN));
    }

    [Fact]
    public void Bins_of_many_values_are_those_of_each()
    {
        var random = new Random(8);
        double[] values = [.. Enumerable.Range(0, 1_003).Select(i => i % 7 == 0 ? double.NaN : Drawn.Normal(random))];
        FeatureBins bins = Find(values, new TrainingParameters { MaxBin = 63 });
        var words = new ulong[values.Length];
        bins.AddBins(values, words, 8);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal((ulong)bins.BinOf(values[i]) << 8, words[i]);
        }
    }

    [Fact]
    public void A_column_that_no_split_can_use_is_left_out()
    {
        Assert.True(Find([.. Enumerable.Repeat(4.0, 100)], new TrainingParameters()).IsUseless);
        Assert.True(Find([.. Enumerable.Range(0, 100).Select(i => i < 5 ? 1.0 : 0)], new TrainingParameters()).IsUseless);
        Assert.False(Find([.. Enumerable.Range(0, 100).Select(i => i < 25 ? 1.0 : 0)], new TrainingParameters()).IsUseless);
    }

    [Fact]
    public void Without_a_side_for_missing_values_they_count_as_category_0_as_in_lightgbm()
    {
        // 30 rows say 1, 20 say 0 and 40 nothing: with them 0 is the more frequent and gets the first bin of its own.
        double[] values = [.. Enumerable.Repeat(1.0, 30), .. Enumerable.Repeat(0.0, 20), .. Enumerable.Repeat(double.NaN, 40)];
        var data = new Dataset(["c"], [values], [.. values.Select((_, i) => (double)(i % 2))], null, [true]);
        var workers = new Workers(1, CancellationToken.None);
        int[] apart = BinnedData.Create(data, new TrainingParameters(), workers).Bins[0].Categories;
        FeatureBins together = BinnedData.Create(data, new TrainingParameters { UseMissing = false }, workers).Bins[0];
        Assert.Equal([-1, 1, 0], apart);
        Assert.Equal([-1, 0, 1], together.Categories);
        Assert.Equal(0, together.BinOf(double.NaN));
    }

    private static FeatureBins Find(double[] values, TrainingParameters parameters) => NumericalBinFinder.Find(
        DistinctValues.Collect(values, null, missingIsZero: !parameters.UseMissing), parameters, parameters.MinDataInLeaf);
}
