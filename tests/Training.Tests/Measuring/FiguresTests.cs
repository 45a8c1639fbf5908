using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Tests.Measuring;

public sealed class FiguresTests
{
    private static readonly RiskThresholds Thresholds = new(0.4, 0.6, 0.8);
    private readonly List<PointInTimeRow> _rows = Drawn.Rows(500, 60, 1);

    [Fact]
    public void Figures_are_those_of_the_plain_definitions()
    {
        var probabilities = Drawn.Probabilities(_rows, 2);
        var labels = PointInTimeSet.Labels(_rows);
        var figures = Figures.Of(_rows, probabilities, Thresholds);
        AssertNear(BinaryMetrics.Auc(probabilities, labels), Figure.Auc);
        AssertNear(BinaryMetrics.PrAuc(probabilities, labels), Figure.PrAuc);
        AssertNear(BinaryMetrics.KolmogorovSmirnov(probabilities, labels), Figure.KolmogorovSmirnov);
        AssertNear(BinaryMetrics.Brier(probabilities, labels), Figure.Brier);
        AssertNear(BinaryMetrics.LogLoss(probabilities, labels), Figure.LogLoss);
        AssertNear(CalibrationCurve.ExpectedError(probabilities, labels), Figure.CalibrationError);
        AssertNear(labels.Average(), Figure.BaseRate);
        AssertNear(probabilities.Average(), Figure.MeanProbability);
        foreach (var band in Lift.ByBand(probabilities, labels))
            AssertNear(band.Lift, Figure.Lift1 + (band.Band - 1));
        foreach (var (threshold, first) in new[] { (0.4, Figure.FlaggedMedium), (0.6, Figure.FlaggedHigh), (0.8, Figure.FlaggedCritical) })
        {
            var report = Threshold.At(threshold, probabilities, labels);
            AssertNear(report.FlaggedShare, first);
            AssertNear(report.Precision, first + 1);
            AssertNear(report.Recall, first + 2);
            AssertNear(report.FalsePositiveRate, first + 3);
        }

        void AssertNear(double expected, Figure figure) => Assert.Equal(expected, figures[figure].Value, 10);
    }

    [Fact]
    public void A_customer_drawn_twice_counts_as_if_all_rows_stood_twice()
    {
        var probabilities = Drawn.Probabilities(_rows, 3);
        var ranked = new RankedRows(_rows, probabilities, Thresholds);
        var names = _rows.Select(r => r.CustomerId).Distinct().ToArray();
        var times = Enumerable.Range(0, names.Length).Select(i => i % 3).ToArray();
        var weighted = new double[FigureCatalogue.Count];
        ranked.Measure(times, weighted);

        var repeated = Enumerable.Range(0, _rows.Count).SelectMany(i => Enumerable.Repeat(i, times[Array.IndexOf(names, _rows[i].CustomerId)])).ToArray();
        var plain = Figures.Of([.. repeated.Select(i => _rows[i])], [.. repeated.Select(i => probabilities[i])], Thresholds);
        foreach (var figure in Enum.GetValues<Figure>())
            Assert.Equal(plain[figure].Value, weighted[(int)figure], 10);
    }

    [Fact]
    public void Intervals_hold_the_value_and_are_wider_where_customers_are_fewer()
    {
        var few = Drawn.Rows(500, 12, 1);
        var many = Drawn.Rows(500, 400, 1);

        // Customers who all rank alike would say nothing of other customers: each has a level of its own.
        var narrow = Figures.Of(many, Levels(many), Thresholds)[Figure.Brier];
        var wide = Figures.Of(few, Levels(few), Thresholds)[Figure.Brier];
        Assert.InRange(narrow.Value, narrow.Low, narrow.High);
        Assert.InRange(wide.Value, wide.Low, wide.High);
        Assert.True(wide.High - wide.Low > 1.5 * (narrow.High - narrow.Low), $"{wide} against {narrow}");

        static double[] Levels(List<PointInTimeRow> rows) => [.. rows.Select(r => (int.Parse(r.CustomerId.AsSpan(1)) * 7 % 10) / 10.0)];
    }

    [Fact]
    public void What_is_not_defined_is_not_a_number()
    {
        var calm = _rows.Select(r => r with { Misses = false, LeadDays = [] }).ToList();
        var figures = Figures.Of(calm, Drawn.Probabilities(calm, 1), Thresholds);
        Assert.True(double.IsNaN(figures[Figure.Auc].Value));
        Assert.True(double.IsNaN(figures[Figure.RecallHigh].Value));
        Assert.False(double.IsNaN(figures[Figure.FalseRateMedium].Value));
        Assert.True(double.IsNaN(Figures.Of([], [], Thresholds)[Figure.BaseRate].Value));
    }

    [Fact]
    public void Where_all_draws_agree_there_is_no_interval()
    {
        var two = _rows.Where(r => r.Misses).DistinctBy(r => r.CustomerId).Take(2).Concat(_rows.Where(r => !r.Misses).Take(50)).ToList();
        var precision = Figures.Of(two, [.. two.Select(r => r.Misses ? 0.9 : 0.1)], Thresholds)[Figure.PrecisionHigh];
        Assert.Equal((1, double.NaN, double.NaN), (precision.Value, precision.Low, precision.High));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Under_ten_customers_of_the_kind_that_a_figure_counts_there_is_no_interval(int customers, bool has)
    {
        // Each of them has three rows: ten customers are needed, not ten rows.
        var positives = Enumerable.Range(0, 3 * customers).Select(i => _rows[i] with { CustomerId = $"p{i % customers}", Misses = true, LeadDays = [20] }).ToList();
        List<PointInTimeRow> rows = [.. positives, .. Enumerable.Range(0, 300).Select(i => _rows[i] with { CustomerId = $"n{i}", Misses = false, LeadDays = [] })];
        var probabilities = Drawn.Probabilities(rows, 5);
        var figures = Figures.Of(rows, probabilities, Thresholds);
        foreach (var figure in new[] { Figure.Auc, Figure.PrAuc, Figure.KolmogorovSmirnov, Figure.Lift1, Figure.RecallMedium })
            Assert.Equal(has, !double.IsNaN(figures[figure].Low));
        Assert.Equal(has, !double.IsNaN(figures.Over(Figures.Of(rows, Drawn.Probabilities(rows, 6), Thresholds), Figure.Auc).Low));
        Assert.False(double.IsNaN(figures[Figure.BaseRate].Low));
        Assert.False(double.IsNaN(figures[Figure.FalseRateMedium].Low));

        // Precision counts those who are flagged, whoever misses.
        double[] flags = [.. rows.Select((r, i) => r.CustomerId[0] == 'n' ? 0.1 : i % 2 == 0 ? 0.7 : 0.65)];
        List<PointInTimeRow> mixed = [.. rows.Select((r, i) => r with { Misses = i % 4 == 0, LeadDays = i % 4 == 0 ? [20] : [] })];
        Assert.Equal(has, !double.IsNaN(Figures.Of(mixed, flags, Thresholds)[Figure.PrecisionHigh].Low));
    }

    [Fact]
    public void A_difference_between_models_is_surer_than_each_of_them()
    {
        var probabilities = Drawn.Probabilities(_rows, 4);
        var slightlyWorse = probabilities.Select((p, i) => _rows[i].Misses ? Math.Max(0, p - 0.1) : p).ToArray();
        var (better, worse) = (Figures.Of(_rows, probabilities, Thresholds), Figures.Of(_rows, slightlyWorse, Thresholds));
        var gap = better.Over(worse, Figure.Auc);
        Assert.Equal(better[Figure.Auc].Value - worse[Figure.Auc].Value, gap.Value, 12);
        Assert.True(gap.Low > 0 && gap.High - gap.Low < better[Figure.Auc].High - better[Figure.Auc].Low, $"{gap}");
        Assert.Throws<ArgumentException>(() => better.Over(Figures.Of(_rows[..100], probabilities[..100], Thresholds), Figure.Auc));
    }

    [Fact]
    public void Every_figure_has_its_own_declaration()
    {
        Assert.Equal(Enum.GetValues<Figure>(), FigureCatalogue.All.Select(d => d.Figure));
        Assert.Equal(FigureCatalogue.Count, FigureCatalogue.All.Select(d => d.Name).Distinct().Count());
    }
}
