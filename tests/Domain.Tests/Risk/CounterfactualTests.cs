using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class CounterfactualTests
{
    private static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_small_models_it_is_what_trying_everything_finds(int seed)
    {
        var random = new Random(seed);
        var model = Small(random);
        var (reached, missed) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            var row = Row(random, model);
            foreach (var target in new[] { RiskLevel.Low, RiskLevel.Medium, RiskLevel.High })
            {
                var present = model.Score(row, Maturity.Established);
                if (present.Level <= target)
                    continue;
                var found = model.Counterfactual(row, Maturity.Established, target);

                var all = Everything(model, row).ToList();
                var sufficient = all.Where(c => model.Thresholds.LevelOf(c.Probability) <= target).ToList();
                Assert.Equal(sufficient.Count > 0, found.IsReached);
                var lowest = all.Select(c => c.Probability).Append(present.Probability).Min();
                if (found.IsReached)
                    Assert.Equal(sufficient.Min(c => c.Size), found.Size, 1e-9);
                else
                    Assert.Equal((lowest, lowest < present.Probability ? all.Where(c => c.Probability <= lowest).Min(c => c.Size) : 0), (found.Score.Probability, found.Size));
                Check(model, row, found);
                (reached, missed) = found.IsReached ? (reached + 1, missed) : (reached, missed + 1);
            }
        }

        Assert.True(reached > 10 && missed > 5, $"{reached} reached, {missed} not");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void On_the_shipped_model_it_leads_to_the_level_and_nothing_smaller_does(int seed)
    {
        var random = new Random(seed);
        var reached = 0;
        for (var round = 0; round < 24; round++)
        {
            var row = Row(random, Shipped);
            var present = Shipped.Score(row, Maturity.Established);
            if (present.Level == RiskLevel.Low)
                continue;
            var found = Shipped.Counterfactual(row, Maturity.Established, present.Level - 1);

            Check(Shipped, row, found);
            reached += found.IsReached ? 1 : 0;
            var movable = Movable(Shipped, row);
            var tries = movable.SelectMany(f => f.Choices.Select(c => new[] { (f.Feature, c.Value, c.Size) })).ToList();
            for (var i = 0; i < 5000 && movable.Count >= 3; i++)
                tries.Add([.. movable.OrderBy(_ => random.Next()).Take(random.Next(2, 4)).Select(f => (f.Feature, Choice: f.Choices[random.Next(f.Choices.Count)])).Select(f => (f.Feature, f.Choice.Value, f.Choice.Size))]);
            foreach (var change in tries)
            {
                var score = Changed(Shipped, row, change.Select(c => (c.Feature, c.Value)));
                if (found.IsReached)
                    Assert.False(score.Level <= found.Target && change.Sum(c => c.Size) < found.Size - 1e-9, string.Join(", ", change));
                else
                    Assert.True(score.Probability >= found.Score.Probability, string.Join(", ", change));
            }
        }

        Assert.True(reached > 2, $"{reached} reached");
    }

    [Fact]
    public void Who_is_on_the_level_or_below_needs_no_change()
    {
        var row = new double[FeatureCatalogue.Count];
        row.AsSpan().Fill(double.NaN);
        var level = Shipped.Score(row, Maturity.Established).Level;

        var found = Shipped.Counterfactual(row, Maturity.Established, RiskLevel.High);

        Assert.True(level <= RiskLevel.High);
        Assert.Equal((true, 0, found.Present), (found.IsReached, found.Changes.Count, found.Score));
    }

    [Fact]
    public void A_customer_who_is_still_being_learnt_is_held_to_the_capped_level()
    {
        var random = new Random(9);
        var row = Row(random, Shipped);
        while (Shipped.Score(row, Maturity.Established).Level != RiskLevel.Critical)
            row = Row(random, Shipped);

        var found = Shipped.Counterfactual(row, Maturity.Learning, RiskLevel.Medium);

        Assert.Equal((true, 0, RiskLevel.Medium), (found.IsReached, found.Changes.Count, found.Score.Level));
    }

    [Fact]
    public void Every_feature_says_whether_it_can_be_changed_and_why_and_what_a_change_would_be()
    {
        foreach (var feature in FeatureCatalogue.All)
        {
            AssertSentence(feature.Action.Reason);
            if (!feature.Action.IsPossible)
            {
                Assert.Throws<InvalidOperationException>(() => feature.ExplainChange(1, 2));
                continue;
            }

            double[] sides = feature.Adverse switch { AdverseSide.Above => [1], AdverseSide.Below => [-1], _ => [1, -1] };
            foreach (var (side, far, near) in sides.SelectMany(s => new[] { (s, 6.0, 1.0), (s, 0.0523456, 0.05), (s, 0.5, 0.0), (s, 1.0000001, 1.0) }))
            {
                var (from, to) = (feature.Neutral + (side * far), feature.Neutral + (side * near));
                var text = feature.ExplainChange(from, to);
                AssertSentence(text);
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.DoesNotContain("risk", text, StringComparison.OrdinalIgnoreCase);
                var numbers = text.TrimEnd('.').Split(' ').Where(w => double.TryParse(w.TrimEnd('%', ':', ','), out _)).Select(w => w.TrimEnd(':', ',')).ToList();
                Assert.True(numbers.Distinct().Count() >= 2, text);
            }
        }
    }

    [Theory]
    [InlineData("income_delay_days", 6, 1, "Regular income arrives 1 day later than usual instead of 6.")]
    [InlineData("groceries_30d_ratio", 1.604, 1.1, "Spending on groceries over 30 days is 110% of the usual instead of 160%.")]
    [InlineData("balance_gap", -0.8123, -0.25, "The balance lies 25% of a month's usual spending below its usual level instead of 81%.")]
    [InlineData("bills_cover", -0.25, 0.5, "The balance covers 50% of the usual bills of a month instead of -25%.")]
    [InlineData("overdrawn_days_30d", 3, 0, "The account is overdrawn on 0 days of 30 instead of 3.")]
    public void A_change_is_told_plainly(string name, double from, double to, string sentence)
    {
        Assert.True(FeatureCatalogue.TryIndexOf(name, out var index), name);

        Assert.Equal(sentence, FeatureCatalogue.All[index].ExplainChange(from, to));
    }

    private static void AssertSentence(string text)
    {
        Assert.Matches("^[A-Z]", text);
        Assert.EndsWith(".", text, StringComparison.Ordinal);
    }

    /// <summary>What holds for every answer.</summary>
    private static void Check(ModelBundle model, double[] row, Counterfactual found)
    {
        Assert.True(found.Changes.Count <= Counterfactual.MostChanges);
        Assert.Equal(found.Changes.Count, found.Changes.Select(c => c.Feature).Distinct().Count());
        var changes = new List<(int, double)>();
        foreach (var change in found.Changes)
        {
            Assert.True(FeatureCatalogue.TryIndexOf(change.Feature, out var index));
            var feature = FeatureCatalogue.All[index];
            Assert.True(ChangeAdvice.IsAdvisable(feature, row[index]), change.Feature);
            Assert.Equal(row[index], change.From);
            Assert.True(Math.Abs(change.To - feature.Neutral) < Math.Abs(change.From - feature.Neutral), change.Text);
            Assert.True((change.To - feature.Neutral) * (change.From - feature.Neutral) >= 0, change.Text);
            Assert.Equal(feature.ExplainChange(change.From, change.To), change.Text);
            Assert.InRange(change.Size, 1e-9, 1);
            changes.Add((index, change.To));
        }

        Assert.Equal(Changed(model, row, changes), found.Score);
        Assert.Equal(model.Score(row, Maturity.Established), found.Present);
        Assert.Equal(found.IsReached, found.Score.Level <= found.Target);
        Assert.True(found.Changes.Count == 0 || found.Score.Probability < found.Present.Probability);
    }

    private static RiskScore Changed(ModelBundle model, double[] row, IEnumerable<(int Feature, double Value)> changes)
    {
        double[] changed = [.. row];
        foreach (var (feature, value) in changes)
            changed[feature] = value;
        return model.Score(changed, Maturity.Established);
    }

    /// <summary>The candidates anew, in the plainest way: just past each threshold on the way to the usual value.</summary>
    private static List<(int Feature, List<(double Value, double Size)> Choices)> Movable(ModelBundle model, double[] row)
    {
        var movable = new List<(int, List<(double, double)>)>();
        for (var f = 0; f < row.Length; f++)
        {
            var (feature, value, all) = (FeatureCatalogue.All[f], row[f], model.Trees.Thresholds(f));
            if (!ChangeAdvice.IsAdvisable(feature, value))
                continue;
            var passed = value > feature.Neutral
                ? all.Where(t => t < value && t >= feature.Neutral).OrderDescending().ToList()
                : all.Where(t => t >= value && t < feature.Neutral).Order().Select(Math.BitIncrement).ToList();
            if (passed.Count > 0)
                movable.Add((f, [.. passed.Select((v, i) => (v, (i + 1.0) / all.Count))]));
        }

        return movable;
    }

    private static IEnumerable<(double Probability, double Size)> Everything(ModelBundle model, double[] row)
    {
        var movable = Movable(model, row);
        return Go(0, 0, 0);

        IEnumerable<(double, double)> Go(int from, int changes, double size)
        {
            for (var m = from; m < movable.Count && changes < Counterfactual.MostChanges; m++)
            {
                var (feature, choices) = movable[m];
                var own = row[feature];
                foreach (var (value, step) in choices)
                {
                    row[feature] = value;
                    yield return (model.Score(row, Maturity.Established).Probability, size + step);
                    foreach (var more in Go(m + 1, changes + 1, size + step))
                        yield return more;
                }

                row[feature] = own;
            }
        }
    }

    // Values at and about the thresholds of the model: as spread as what it was trained on.
    private static double[] Row(Random random, ModelBundle model) =>
    [
        .. Enumerable.Range(0, FeatureCatalogue.Count).Select(f =>
        {
            var (thresholds, neutral) = (model.Trees.Thresholds(f), FeatureCatalogue.All[f].Neutral);
            if (thresholds.Count == 0 || random.Next(10) == 0)
                return random.Next(2) == 0 ? double.NaN : neutral;
            var threshold = thresholds[random.Next(thresholds.Count)];
            return random.Next(3) switch { 0 => threshold, 1 => Math.BitIncrement(threshold), _ => threshold + (random.NextDouble() - 0.5) };
        }),
    ];

    /// <summary>A few trees on a few features that raise the risk on their adverse side, not quite monotonously.</summary>
    private static ModelBundle Small(Random random)
    {
        string[] used = ["income_delay_days", "balance_gap", "failed_payments_30d", "groceries_30d_ratio", "bills_cover", "days_since_income", "failed_payments_usual"];
        var names = FeatureCatalogue.All.Select(f => f.Name).ToList();
        const int rows = 600;
        var columns = names.Select(_ => new double[rows]).ToList();
        var labels = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            double trouble = random.NextDouble() - 0.5;
            foreach (var name in used)
            {
                Assert.True(FeatureCatalogue.TryIndexOf(name, out var f));
                var deviation = random.NextDouble() * 4;
                columns[f][r] = FeatureCatalogue.All[f].Neutral + (FeatureCatalogue.All[f].Adverse == AdverseSide.Below ? -deviation : deviation);
                trouble += (deviation - 2) * (1 + Math.Sin(deviation * 5));
            }

            labels[r] = trouble > 0 ? 1 : 0;
        }

        var trees = Trainer.Train(new Dataset(names, columns, labels), new TrainingParameters { Iterations = 8, Leaves = 8, LearningRate = 0.4 }).Model;
        return ModelBundle.Create(trees, Shipped.Document with { Version = "small", Calibration = Calibration.Identity, Thresholds = new RiskThresholds(0.02, 0.3, 0.7) });
    }
}
