using PreDelinquency.Trees.Tests.Training;

namespace PreDelinquency.Trees.Tests.Calibrating;

public sealed class CalibrationTests
{
    public static TheoryData<Calibration> Calibrations =>
    [
        Calibration.Identity,
        new PlattCalibration(0.1 + 0.2, -1 / 3.0),
        new IsotonicCalibration([-1.1, 0.3, Math.PI], [0, 1 / 3.0, 1]),
    ];

    public static TheoryData<string> Models => Golden.Models;

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void Json_gives_the_same_calibration_back_bit_for_bit(Calibration calibration)
    {
        Calibration read = Calibration.FromJson(calibration.ToJson());
        Assert.Equal(calibration, read);
        for (double score = -5; score < 5; score += 0.01)
        {
            Assert.Equal(calibration.Apply(score), read.Apply(score));
        }
    }

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void Probabilities_never_fall_and_stay_between_0_and_1(Calibration calibration)
    {
        double before = calibration.Apply(double.NegativeInfinity);
        Assert.InRange(before, 0, 1);
        for (double score = -800; score < 800; score += 0.05)
        {
            double probability = calibration.Apply(score);
            Assert.InRange(probability, before, 1);
            before = probability;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"linear"}""")]
    [InlineData("""{"kind":"platt","slope":1}""")]
    [InlineData("""{"kind":"platt","slope":-1,"intercept":0}""")]
    [InlineData("""{"kind":"platt","slope":1,"intercept":0,"extra":1}""")]
    [InlineData("""{"kind":"isotonic","scores":null,"probabilities":[]}""")]
    [InlineData("""{"kind":"isotonic","scores":[],"probabilities":[]}""")]
    [InlineData("""{"kind":"isotonic","scores":[1,1],"probabilities":[0,1]}""")]
    [InlineData("""{"kind":"isotonic","scores":[1,2],"probabilities":[1,0]}""")]
    [InlineData("""{"kind":"isotonic","scores":[1,2],"probabilities":[0,1.5]}""")]
    public void Text_that_is_no_calibration_is_refused(string json) =>
        Assert.Throws<CalibrationFormatException>(() => Calibration.FromJson(json));

    [Fact]
    public void Isotonic_pools_what_falls_and_joins_the_steps_by_lines()
    {
        // By hand: at 2 and 3 the rates 1, 0 fall, so they share 1/2; the tie at 4 has rate 1/2 and joins them.
        var fitted = IsotonicCalibration.Fit([1, 2, 3, 4, 4, 6], [0, 1, 0, 1, 0, 1]);
        Assert.Equal([1, 2, 4, 6], fitted.Scores);
        Assert.Equal([0, 0.5, 0.5, 1], fitted.Probabilities);
        Assert.Equal(0, fitted.Apply(-10));
        Assert.Equal(0.25, fitted.Apply(1.5));
        Assert.Equal(0.5, fitted.Apply(3.3));
        Assert.Equal(0.75, fitted.Apply(5));
        Assert.Equal(1, fitted.Apply(10));
    }

    [Fact]
    public void Isotonic_weighs_rows()
    {
        var fitted = IsotonicCalibration.Fit([1, 2, 3], [1, 0, 1], [3, 1, 1]);
        Assert.Equal([0.75, 0.75, 1], fitted.Probabilities);
    }

    [Fact]
    public void Platt_meets_the_conditions_of_the_maximum()
    {
        // At the maximum the smoothed targets and the predictions have the same sum and the same sum times score.
        double[] scores = [-2, -1, -0.5, 0, 0.25, 1, 1.5, 3];
        double[] labels = [0, 0, 1, 0, 1, 0, 1, 1];
        var fitted = PlattCalibration.Fit(scores, labels);
        double[] targets = Array.ConvertAll(labels, label => label > 0 ? 5 / 6.0 : 1 / 6.0);
        double[] misses = [.. scores.Zip(targets, (score, target) => fitted.Apply(score) - target)];
        Assert.Equal(0, misses.Sum(), 9);
        Assert.Equal(0, misses.Zip(scores, (miss, score) => miss * score).Sum(), 9);
        Assert.True(fitted.Slope > 0);
    }

    [Fact]
    public void Platt_recovers_the_curve_that_drew_the_labels()
    {
        var random = new Random(3);
        double[] scores = [.. Enumerable.Range(0, 50_000).Select(_ => 2 * Drawn.Normal(random))];
        double[] labels = Array.ConvertAll(scores, s => random.NextDouble() < 1 / (1 + Math.Exp(-((0.7 * s) - 1.2))) ? 1.0 : 0.0);
        var fitted = PlattCalibration.Fit(scores, labels);
        Assert.InRange(fitted.Slope, 0.67, 0.73);
        Assert.InRange(fitted.Intercept, -1.25, -1.15);
    }

    [Fact]
    public void Platt_gives_the_base_rate_where_scores_point_the_wrong_way()
    {
        var fitted = PlattCalibration.Fit([3, 2, 1, 0], [0, 0, 1, 1]);
        Assert.Equal(0, fitted.Slope);
        Assert.Equal(0.5, fitted.Apply(7), 12);
    }

    [Fact]
    public void A_fit_needs_both_labels() =>
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit([1, 2], [1, 1]));

    [Fact]
    public void A_calibration_is_saved_with_the_model()
    {
        TreeModel model = Golden.Load("missing").WithCalibration(new PlattCalibration(1.5, -0.25));
        TreeModel read = TreeModel.Read(new StringReader(Drawn.Text(model)));
        double[] row = Golden.Rows()[0];
        Assert.Equal(model.Calibration, read.Calibration);
        Assert.Equal(1 / (1 + Math.Exp(-((1.5 * model.RawScore(row)) - 0.25))), read.PredictCalibrated(row));
        Assert.Equal(Golden.ModelText("missing"), Drawn.Text(read.WithCalibration(null)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_fitted_on_raw_scores_is_what_the_model_predicts(string name)
    {
        // The rf model's predictions are means over its trees; its raw scores, as LightGBM's, are sums.
        TreeModel model = Golden.Load(name);
        double[][] rows = Golden.Rows();
        double[] scores = Array.ConvertAll(rows, row => model.RawScore(row));
        double[] labels = Golden.Labels();
        foreach (Calibration fitted in (ReadOnlySpan<Calibration>)[PlattCalibration.Fit(scores, labels), IsotonicCalibration.Fit(scores, labels)])
        {
            TreeModel calibrated = model.WithCalibration(fitted);
            double[] predictions = Array.ConvertAll(rows, row => calibrated.PredictCalibrated(row));
            Assert.Equal(Array.ConvertAll(scores, fitted.Apply), predictions);
            Assert.Equal(labels.Average(), predictions.Average(), 2);
        }
    }
}
