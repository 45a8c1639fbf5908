using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Tests.Baselines;

public sealed class BaselineTests(Trained trained) : IClassFixture<Trained>
{
    private static readonly string[] FirstFour = [.. FeatureCatalogue.All.Take(4).Select(f => f.Name)];

    [Fact]
    public void A_logistic_regression_finds_the_weights_that_the_labels_were_drawn_by()
    {
        // Log-odds 1.5 x0 - 0.8 x1 - 1, and 0.9 more where x3 is not known.
        var rows = Drawn.Rows(20_000, 5000, 7, x => (1.5 * x[0]) - (0.8 * x[1]) - 1 + (double.IsNaN(x[3]) ? 0.9 : 0));
        var fit = LogisticFit.Of(rows, FirstFour, CancellationToken.None);
        Assert.Equal(1.5, fit.Terms[0].Weight / fit.Terms[0].Deviation, 0.1);
        Assert.Equal(-0.8, fit.Terms[1].Weight / fit.Terms[1].Deviation, 0.1);
        Assert.Equal(0, fit.Terms[2].Weight / fit.Terms[2].Deviation, 0.1);
        Assert.Equal(0.9, fit.Terms[3].MissingWeight, 0.2);
        Assert.Equal(0, fit.Terms[0].MissingWeight);
        Assert.Equal(-1, fit.RawScore(new double[FeatureCatalogue.Count]), 0.1);
    }

    [Fact]
    public void At_the_fit_the_penalised_gradient_vanishes()
    {
        var rows = Drawn.Rows(800, 100, 8);
        var fit = LogisticFit.Of(rows, FirstFour, CancellationToken.None);
        var errors = rows.Select(r => (1 / (1 + Math.Exp(-fit.RawScore(r.Features)))) - (r.Misses ? 1 : 0)).ToArray();
        Assert.Equal(0, errors.Sum(), 1e-4);
        foreach (var (term, index) in fit.Terms.Select((t, i) => (t, i)))
        {
            var slope = rows.Select((r, i) => errors[i] * term.Standardised(r.Features[index])).Sum();
            Assert.Equal(0, slope + (5 * term.Weight), 1e-3);
        }
    }

    [Fact]
    public void A_feature_without_any_spread_is_left_out_and_outliers_are_held()
    {
        var rows = Drawn.Rows(500, 100, 9);
        foreach (var row in rows)
            row.Features[1] = 3;
        rows[0].Features[0] = 1e9;
        var fit = LogisticFit.Of(rows, FirstFour, CancellationToken.None);
        Assert.DoesNotContain(fit.Terms, t => t.Feature == FirstFour[1]);
        Assert.Equal(LogisticTerm.Farthest, fit.Terms[0].Standardised(1e12));
    }

    [Fact]
    public void A_scorecard_adds_the_points_of_the_rules_that_hold()
    {
        var calm = Enumerable.Repeat(double.NaN, FeatureCatalogue.Count).ToArray();
        var card = new Scorecard();
        Assert.Equal(0, card.RawScore(calm));
        Set("income_delay_days", 12);
        Assert.Equal(2.5, card.RawScore(calm));
        Set("bills_cover", 0.3);
        Assert.Equal(3.5, card.RawScore(calm));
        Set("bills_cover", 0.31);
        Assert.Equal(2.5, card.RawScore(calm));
        Assert.All(Scorecard.RuleOfThumb, rule => Assert.True(rule.Points > 0));

        void Set(string name, double value)
        {
            Assert.True(FeatureCatalogue.TryIndexOf(name, out var index));
            calm[index] = value;
        }
    }

    [Fact]
    public void Baselines_rank_unseen_customers_and_keep_to_what_they_promise()
    {
        var set = trained.Baselines;
        var test = trained.Outcome.Split.Test;
        foreach (var baseline in set.All)
        {
            var evaluation = Evaluation.Of(new ScoredRows(test, baseline.Probabilities(test)), null, baseline.Thresholds);
            Assert.InRange(evaluation[Figure.Auc].Value, 0.75, 0.97);
            Assert.InRange(evaluation[Figure.CalibrationError].Value, 0, 0.03);
            Assert.InRange(evaluation[Figure.BaseRate].Value - evaluation[Figure.MeanProbability].Value, -0.02, 0.02);
        }
    }

    [Fact]
    public void Saved_baselines_score_the_same_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        var set = trained.Baselines;
        Assert.Null(BaselineSet.Load(folder.Path));
        File.WriteAllText(folder.File(BaselineSet.FileName), set.ToJson());
        var loaded = BaselineSet.Load(folder.Path)!;
        Assert.Equal(["logistic", "scorecard"], loaded.All.Select(b => b.Name));
        foreach (var (saved, read) in set.All.Zip(loaded.All))
        {
            Assert.Equal(saved.Thresholds, read.Thresholds);
            Assert.Equal(saved.Probabilities(trained.Outcome.Split.Test), read.Probabilities(trained.Outcome.Split.Test));
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""[{"kind":"coin"}]""")]
    [InlineData("""[{"kind":"scorecard","rules":[{"feature":"shoe_size","above":true,"bound":1,"points":1}]}]""")]
    public void A_broken_file_is_refused_with_its_name(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(BaselineSet.FileName, text);
        Assert.Contains(path, Assert.Throws<ModelBundleException>(() => BaselineSet.Load(folder.Path)).Message, StringComparison.Ordinal);
    }
}
