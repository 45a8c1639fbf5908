namespace PreDelinquency.Monitoring.Tests;

public sealed class ShareTests
{
    private const double Z95 = 1.959964;

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599640)]
    [InlineData(0.005, -2.5758293)]
    [InlineData(0.9999, 3.7190165)]
    [InlineData(1e-12, -7.0344838)]
    public void Quantiles_of_the_normal_distribution_are_those_of_the_tables(double p, double z) => Assert.Equal(z, NormalQuantile.Of(p), 5);

    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_share_is_that_of_the_literature(int having, int all, double low, double high)
    {
        // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I, method 3.
        var interval = new Share(having, all).Interval(Z95);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    public void The_interval_of_a_difference_is_that_of_the_literature(int having, int all, int otherHaving, int otherAll, double low, double high)
    {
        // Newcombe, Interval estimation for the difference between independent proportions, 1998, table II, method 10.
        var interval = new Share(having, all).Less(new Share(otherHaving, otherAll), Z95);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Scores_of_one_customer_count_as_far_as_they_differ()
    {
        // Weil's litters of rats and their design effects, 1.23 and 3.95: Rao and Scott, 1992, table 1.
        (int, int)[] control = [(13, 13), (12, 12), (9, 9), (9, 9), (8, 8), (8, 8), (12, 13), (11, 12), (9, 10), (9, 10), (8, 9), (11, 13), (4, 5), (5, 7), (7, 10), (7, 10)];
        (int, int)[] treated = [(12, 12), (11, 11), (10, 10), (9, 9), (10, 11), (9, 10), (9, 10), (8, 9), (8, 9), (4, 5), (7, 9), (4, 7), (5, 10), (3, 6), (3, 10), (0, 7)];

        Assert.Equal(158 / 1.232495, Share.OfCustomers(control).All, 3);
        Assert.Equal(145 / 3.952861, Share.OfCustomers(treated).All, 3);
        Assert.Equal(142.0 / 158, Share.OfCustomers(control).Value, 12);

        // All alike: as many as there are customers.
        Assert.Equal(new Share(0, 3), Share.OfCustomers([(0, 5), (0, 5), (0, 5)]));
        Assert.Equal(new Share(1, 1), Share.OfCustomers([(7, 7)]));

        // Less alike than chance would have it counts for no more than there is.
        Assert.Equal(new Share(4, 8), Share.OfCustomers([(1, 2), (1, 2), (1, 2), (1, 2)]));
    }

    [Fact]
    public void Observations_of_unequal_weight_are_worth_fewer_of_equal_weight()
    {
        // 10 of weight 1 and 10 of weight 3: (10 + 30)² / (10 + 90) = 16.
        var weighted = Share.OfWeighted([.. Enumerable.Range(0, 20).Select(i => (Weight: i < 10 ? 1.0 : 3.0, Has: i % 10 < 5)).Select(one => (one.Has ? one.Weight : 0, one.Weight, one.Weight * one.Weight))]);

        Assert.Equal(0.5, weighted.Value, 12);
        Assert.Equal(16 / (20 / 19.0), weighted.All, 9);
        Assert.Equal(new Share(4, 8), Share.OfWeighted([.. Enumerable.Repeat((3.0, 6.0, 18.0), 4)]));
    }

    [Theory]
    [InlineData(120, 0.05, 120, 0.05)]
    [InlineData(120, 0.08, 240, 0.10)]
    [InlineData(1000, 0.30, 500, 0.40)]
    [InlineData(60, 0.02, 300, 0.10)]
    public void Intervals_hold_the_true_ratio_and_difference_about_as_often_as_they_say(int all, double share, int otherAll, double otherShare)
    {
        var random = new Random(all);
        var (ratios, differences, rounds) = (0, 0, 4000);
        for (var round = 0; round < rounds; round++)
        {
            var (one, other) = (Drawn(all, share), Drawn(otherAll, otherShare));
            var (ratioLow, ratioHigh) = one.RatioTo(other, Z95);
            var (low, high) = one.Less(other, Z95);
            ratios += ratioLow <= share / otherShare && share / otherShare <= ratioHigh ? 1 : 0;
            differences += low <= share - otherShare && share - otherShare <= high ? 1 : 0;
        }

        Assert.InRange(ratios / (double)rounds, 0.935, 0.99);
        Assert.InRange(differences / (double)rounds, 0.935, 0.99);

        Share Drawn(int count, double probability) => new(Enumerable.Range(0, count).Count(_ => random.NextDouble() < probability), count);
    }

    [Fact]
    public void Of_a_share_of_nothing_the_ratio_has_no_upper_end()
    {
        Assert.Equal(double.PositiveInfinity, new Share(3, 50).RatioTo(new Share(0, 50), Z95).High);
        Assert.Equal(0, new Share(0, 50).RatioTo(new Share(5, 50), Z95).Low);
        Assert.InRange(new Share(0, 50).RatioTo(new Share(5, 50), Z95).High, 0.5, 2);
        Assert.InRange(new Share(0, 500).RatioTo(new Share(50, 500), Z95).High, 0.01, 0.2);
    }

    [Fact]
    public void Groups_that_are_treated_alike_hardly_ever_differ_beyond_chance()
    {
        var random = new Random(11);
        var (clear, rounds) = (0, 1000);
        for (var round = 0; round < rounds; round++)
        {
            var groups = Enumerable.Range(0, 12).Select(i => new GroupShare($"g{i}", new Share(Enumerable.Range(0, 80).Count(_ => random.NextDouble() < 0.08), 80), 80)).ToList();
            Assert.True(GroupShare.LeastRatio(groups) < 0.8);
            clear += GroupShare.ClearestRatio(groups, new MonitoringOptions().FairnessQuantile)!.High < 0.8 ? 1 : 0;
        }

        Assert.InRange(clear, 0, rounds / 20);
    }

    [Theory]
    [InlineData(1.959963985, 0.025)]
    [InlineData(3, 1.349898032e-3)]
    [InlineData(3.0000001, 1.349897589e-3)]
    [InlineData(5, 2.866515719e-7)]
    [InlineData(-1, 0.8413447461)]
    public void Tails_of_the_normal_distribution_are_those_of_the_tables(double z, double above) => Assert.Equal(1, NormalTail.Above(z) / above, 8);

    [Fact]
    public void A_moving_mean_stays_below_a_bound_as_often_as_slepian_says()
    {
        Assert.Equal(0.75 + (1 / (2 * Math.PI)), SlidingQuantile.Exceeding(0, lengths: 1), 12);
        Assert.Equal(0.001, SlidingQuantile.Exceeding(SlidingQuantile.Of(0.001, lengths: 1.2), lengths: 1.2), 12);
        Assert.InRange(SlidingQuantile.Of(0.025, lengths: 1), 2.6, 2.9);
    }
}
