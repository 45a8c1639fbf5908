using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring.Tests;

public sealed class PopulationTests
{
    [Fact]
    public void The_stability_index_is_that_of_the_textbook()
    {
        // 0.1 ln 1.5 - 0.1 ln (2/3): worked out by hand.
        Assert.Equal((0.1 * Math.Log(1.5)) + (-0.1 * Math.Log(0.4 / 0.5)) + (0 * Math.Log(1)), PopulationStability.Index([200, 500, 300], [300, 400, 300]), 12);
        Assert.Equal(0, PopulationStability.Index([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(double.NaN, PopulationStability.Index([1, 2], [0, 0]));

        // An empty bin counts as one ten-thousandth.
        Assert.Equal((0.5 - 1e-4) * Math.Log(0.5 / 1e-4) + ((0.5 - 1) * Math.Log(0.5)), PopulationStability.Index([0, 10], [5, 5]), 12);
        Assert.Throws<ArgumentException>(() => PopulationStability.Index([1], [1, 2]));
    }

    [Fact]
    public void Bins_hold_a_tenth_each_and_missing_values_have_their_own()
    {
        var bins = ValueBins.Of("x", Enumerable.Range(1, 100).Select(i => (double)i).Append(double.NaN));

        Assert.Equal(9, bins.Edges.Count);
        Assert.Equal([11, 10, 10, 10, 10, 10, 10, 10, 10, 9, 1], bins.Counts);
        Assert.Equal([0, 0, 1, 9, 9, 10], new[] { -5, 11, 12, 100, 1e9, double.NaN }.Select(bins.BinOf));
    }

    [Theory]
    [InlineData(new double[] { 5, 5, 5 }, 0)]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 1)]
    [InlineData(new double[0], 0)]
    public void Values_that_are_hardly_spread_have_few_bins(double[] values, int edges) => Assert.Equal(edges, ValueBins.Of("x", values).Edges.Count);

    [Fact]
    public void Inner_bins_with_few_rows_are_joined_to_the_smaller_neighbour_and_those_of_the_tails_are_left()
    {
        var bins = new ComparedBins(new ValueBins("x", [0, 1, 2, 3, 4], [20, 40, 500, 30, 200, 10, 7]));

        // Of 807 rows 30 are few, beside 500 and 200, and 40, beside 20 and 500; the last bin has few and stays.
        Assert.Equal([1, 2, 4], bins.Edges);
        Assert.Equal([60, 500, 230, 10, 7], bins.Then);
        Assert.Equal([1 + 2, 3, 4 + 5, 6, 7], bins.Of([1, 2, 3, 4, 5, 6, 7]));
        Assert.Equal([4, 3, 2], new ComparedBins(new ValueBins("x", [0], [4, 3, 2])).Then);
        Assert.Equal([4, 2], new ComparedBins(new ValueBins("x", [], [4, 2])).Then);
    }

    [Fact]
    public void A_reference_comes_back_from_its_text_and_one_for_other_features_is_refused()
    {
        var reference = References.Normal(seed: 1);
        var again = PopulationReference.Parse(reference.ToJson(), "test");

        Assert.Equal(reference.Quantities.SelectMany(q => q.Edges), again.Quantities.SelectMany(q => q.Edges));
        Assert.Equal(reference.Quantities.SelectMany(q => q.Counts), again.Quantities.SelectMany(q => q.Counts));
        Assert.Equal(reference.Quantities.Sum(q => q.Count), reference.Bins);
        Assert.Null(PopulationReference.Parse(reference.ToJson(), "test").Days);
        Assert.Equal(400, PopulationReference.Parse(References.Normal(seed: 1, days: 400).ToJson(), "test").Days);
        var named = FeatureCatalogue.All[3].Name;
        Assert.Contains("other features", Assert.Throws<ModelBundleException>(() => PopulationReference.Parse(reference.ToJson().Replace($"\"{named}\"", "\"shoe_size\"", StringComparison.Ordinal), "test")).Message, StringComparison.Ordinal);
        Assert.Throws<ModelBundleException>(() => PopulationReference.Parse("{}", "test"));
        Assert.Throws<ModelBundleException>(() => PopulationReference.Parse("{", "test"));
    }

    [Fact]
    public void Counts_add_up_and_come_back_from_their_bytes()
    {
        var reference = References.Normal(seed: 2);
        var random = new Random(3);
        var (one, other) = (new PopulationCounts(reference.Bins), new PopulationCounts(reference.Bins));
        var expected = new int[reference.Bins];
        for (var row = 0; row < 200; row++)
        {
            var features = References.Vector(random);
            var probability = random.NextDouble();
            (row % 2 == 0 ? one : other).Add(reference, features, probability);
            for (var i = 0; i <= features.Length; i++)
                expected[reference.StartOf(i) + reference.Quantities[i].BinOf(i < features.Length ? features[i] : probability)]++;
        }

        one.Add(PopulationCounts.FromBytes(other.ToBytes()));

        Assert.Equal(expected, one.Counts.ToArray());
        Assert.Throws<ArgumentException>(() => one.Add(new PopulationCounts(3)));
    }
}
