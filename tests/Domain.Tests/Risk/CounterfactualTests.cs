using System.Text.RegularExpressions;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed partial class CounterfactualTests
{
    /// <summary>Of less spending the same cash is more.</summary>
    private const string ShareOfSpending = "cash_share_change";

    private static readonly string[] MadeOfBalance =
    [
        "balance_gap", "lowest_balance_7d_gap", "balance_drawdown_30d", "near_zero_days_30d", "runway_days", "runway_ratio", "bills_cover", "money_within_reach",
        "projected_balance_14d", "net_flow_trend_30d_90d",
    ];

    private static ModelBundle Shipped => Troubled.Shipped;

    [Fact]
    public void What_is_promised_is_what_the_model_says_of_the_new_values()
    {
        var (reached, missed) = (0, 0);
        ForEach((who, readings, maturity, found) =>
        {
            var row = Row(readings);
            Assert.Equal(Shipped.Score(row, maturity), found.Present);
            foreach (var feature in found.Features)
            {
                Assert.Equal(row[IndexOf(feature.Feature)], feature.From);
                Assert.NotEqual(feature.From, feature.To);
                row[IndexOf(feature.Feature)] = feature.To;
            }

            Assert.Equal(Shipped.Score(row, maturity), found.Score);
            Assert.Equal(found.Score.Level <= found.Target, found.IsReached);
            Assert.Equal(found.Changes.Count > 0, found.Features.Count > 0);
            Assert.True(found.Changes.Count == 0 || found.Score.Probability <= found.Present.Probability - Counterfactual.LeastGain, who);
            (reached, missed) = found.IsReached ? (reached + 1, missed) : (reached, missed + 1);
        });
        Assert.True(reached > 100 && missed > 10, $"{reached} reached, {missed} not");
    }

    [Fact]
    public void Nothing_smaller_leads_to_the_level_and_nothing_comes_much_closer()
    {
        var random = new Random(5);
        ForEach((who, readings, maturity, found) =>
        {
            var row = Row(readings);
            var situation = Situation.Of(readings);
            var open = Levers.All.Where(l => IsOpen(l, row)).ToList();
            for (var i = 0; i < 40 && open.Count > 0; i++)
            {
                // In the order in which levers are declared, which is that in which they are applied.
                var (effort, changed) = (0.0, situation);
                foreach (var lever in open.Where(_ => random.Next(open.Count) < 2).Take(Counterfactual.MostChanges))
                {
                    if (lever.StepsIn(situation, changed) is { Count: > 0 } steps)
                    {
                        var step = steps[random.Next(steps.Count)];
                        (effort, changed) = (effort + lever.EffortOf(step), step.Apply(changed));
                    }
                }

                if (IsFurtherOverdrawn(situation, changed))
                    continue;
                var score = Shipped.Score(Moved(row, situation, changed), maturity);
                var leadsThere = score.Level <= found.Target && score.Probability <= found.Present.Probability - Counterfactual.LeastGain;
                if (found.IsReached)
                    Assert.False(leadsThere && effort < found.Size - 1e-9, who);
                else
                    Assert.True(!leadsThere && score.Probability >= found.Score.Probability - Counterfactual.LeastGain, who);
            }
        });
    }

    [Fact]
    public void Every_change_is_worth_the_trouble_and_possible_and_of_another_lever() => ForEach((who, readings, _, found) =>
    {
        Assert.True(found.Changes.Count <= Counterfactual.MostChanges);
        Assert.Equal(found.Changes.Count, found.Changes.Select(c => c.Lever.Name).Distinct().Count());
        var (present, changed) = (Situation.Of(readings), Situation.Of(readings));
        foreach (var change in found.Changes)
        {
            Assert.Contains(change.Lever.StepsIn(present, changed), step => (step.Amount, step.Text) == (change.Step.Amount, change.Step.Text));
            changed = change.Step.Apply(changed);
            Assert.True(change.Step.Amount >= change.Lever.Least && change.Step.Amount <= change.Lever.Most, $"{who}: {change.Step.Text}");
            Assert.True(IsOpen(change.Lever, Row(readings)), $"{who}: {change.Step.Text}");
            Assert.Matches(Sentences(), change.Step.Text);
            Assert.DoesNotContain("NaN", change.Step.Text, StringComparison.Ordinal);
            Assert.True(change.Size > 0);
        }
    });

    [Fact]
    public void What_nobody_can_change_stays_and_every_change_leads_away_from_trouble() => ForEach((who, readings, _, found) =>
    {
        Assert.All(found.Features, change => Assert.True(FeatureCatalogue.All[IndexOf(change.Feature)].Action.Response is not null, $"{who}: {change.Feature}"));

        // Against the same answer without this change: what is not borrowed, or settles a bill, is missing on the account, but never
        // pushes it into overdraft, or further.
        var situation = Situation.Of(readings);
        var changed = found.Changes.Aggregate(situation, (s, c) => c.Step.Apply(s));
        Assert.False(IsFurtherOverdrawn(situation, changed), who);
        var with = Moved(Row(readings), situation, changed);
        foreach (var change in found.Changes)
        {
            var without = Moved(Row(readings), situation, found.Changes.Where(c => c != change).Aggregate(situation, (s, c) => c.Step.Apply(s)));
            for (var f = 0; f < with.Length; f++)
            {
                var feature = FeatureCatalogue.All[f];
                var side = feature.Action.Lever == change.Lever ? feature.Action.From : feature.Adverse;
                var isWorse = side == AdverseSide.Above ? with[f] > without[f] + 1e-9 : side == AdverseSide.Below && with[f] < without[f] - 1e-9;
                var isPrice = feature.Action.Lever != change.Lever && change.Lever.Name is "no_new_loan" or "pay_on_time" && MadeOfBalance.Contains(feature.Name);
                Assert.False(isWorse && !isPrice && feature.Name != ShareOfSpending, $"{who}: {feature.Name} from {without[f]} to {with[f]} by {change.Step.Text}");
            }
        }
    });

    [Fact]
    public void What_features_are_made_of_tells_their_values()
    {
        foreach (var (who, readings, _) in Troubled.Moments)
        {
            var situation = Situation.Of(readings);
            for (var f = 0; f < FeatureCatalogue.Count; f++)
            {
                if (FeatureCatalogue.All[f].Action.Response?.Invoke(situation) is { } told && double.IsFinite(told) && double.IsFinite(readings[f].Value))
                    Assert.True(Math.Abs(told - readings[f].Value) <= 1e-9 * Math.Max(1, Math.Abs(told)), $"{who}: {FeatureCatalogue.All[f].Name} is {readings[f].Value}, told {told}");
            }
        }
    }

    [Fact]
    public void No_goal_leads_a_feature_out_of_its_range()
    {
        var random = new Random(7);
        var moved = 0;
        foreach (var (who, readings, _) in Troubled.Moments)
        {
            var (row, situation) = (Row(readings), Situation.Of(readings));
            for (var i = 0; i < 20; i++)
            {
                // Whether or not it would be advised, and of all levers at once.
                var changed = situation;
                foreach (var lever in Levers.All)
                {
                    if (lever.StepsIn(situation, changed) is { Count: > 0 } steps && random.Next(2) == 0)
                        changed = steps[random.Next(steps.Count)].Apply(changed);
                }

                if (IsFurtherOverdrawn(situation, changed))
                    continue;
                var values = Moved(row, situation, changed);
                for (var f = 0; f < values.Length; f++)
                {
                    var range = FeatureCatalogue.All[f].Range.For(readings[f].Usual);
                    Assert.True(double.IsNaN(values[f]) || (range.Contains(values[f]) && FeatureCatalogue.All[f].Range.Contains(values[f])), $"{who}: {FeatureCatalogue.All[f].Name} from {row[f]} to {values[f]}, which is not {range}");
                    moved += values[f].Equals(row[f]) ? 0 : 1;
                }
            }
        }

        Assert.True(moved > 10_000, $"{moved} moved");
    }

    [Fact]
    public void Answers_could_be_true() => ForEach((who, readings, _, found) =>
    {
        var values = Row(readings);
        foreach (var feature in found.Features)
            values[IndexOf(feature.Feature)] = feature.To;
        new Relations(who, readings, values, found.Changes.Any(c => c.Lever == Levers.KeepBuffer)).Check();
    });

    [Fact]
    public void Who_is_on_the_level_or_below_needs_no_change()
    {
        var (_, readings, maturity) = Troubled.Moments[0];

        var found = Shipped.Counterfactual(readings, maturity, RiskLevel.Critical);

        Assert.Equal((true, 0, 0, found.Present), (found.IsReached, found.Changes.Count, found.Features.Count, found.Score));
    }

    [Fact]
    public void A_customer_who_is_still_being_learnt_is_held_to_the_capped_level()
    {
        var (_, readings, _) = Troubled.Moments.First(m => Shipped.Score(Row(m.Readings), Maturity.Established).Level >= RiskLevel.High);

        var found = Shipped.Counterfactual(readings, Maturity.Learning, RiskLevel.Medium);

        Assert.Equal((true, 0, RiskLevel.Medium), (found.IsReached, found.Changes.Count, found.Score.Level));
    }

    [Fact]
    public void Of_bare_values_only_what_they_tell_by_themselves_is_advised()
    {
        foreach (var (who, readings, maturity) in Troubled.Moments.Take(100))
        {
            Reading[] bare = [.. readings.Select(reading => Reading.Plain(reading.Value))];
            var found = Shipped.Counterfactual(bare, maturity, RiskLevel.Low);
            Assert.True(found.Changes.All(c => c.Lever.Unit is "bills" or "payments"), $"{who}: {string.Join(" ", found.Changes.Select(c => c.Step.Text))}");
        }
    }

    private static void ForEach(Action<string, IReadOnlyList<Reading>, Maturity, Counterfactual> check)
    {
        Assert.True(Troubled.Moments.Count > 200, $"{Troubled.Moments.Count} moments");
        foreach (var (who, readings, maturity) in Troubled.Moments)
        {
            var present = Shipped.Score(Row(readings), maturity).Level;
            for (var target = RiskLevel.Low; target < present; target++)
                check(who, readings, maturity, Shipped.Counterfactual(readings, maturity, target));
        }
    }

    private static bool IsFurtherOverdrawn(Situation before, Situation after) => after.Balance.Now < Math.Min(before.Balance.Now, 0);

    private static bool IsOpen(Lever lever, double[] row) =>
        Enumerable.Range(0, row.Length).Any(f => FeatureCatalogue.All[f].Action.Lever?.Name == lever.Name && FeatureCatalogue.All[f].IsActionable(row[f]));

    private static double[] Moved(double[] row, Situation now, Situation then) =>
    [
        .. row.Select((value, f) => FeatureCatalogue.All[f].Action.Response is { } response && !double.IsNaN(value) && response(then) is var moved && !double.IsNaN(moved) && moved != response(now) ? moved : value),
    ];

    private static double[] Row(IReadOnlyList<Reading> readings) => [.. readings.Select(reading => reading.Value)];

    private static int IndexOf(string name) => FeatureCatalogue.TryIndexOf(name, out var index) ? index : throw new ArgumentException(name, nameof(name));

    [GeneratedRegex(@"^[A-Z][^{}]*\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentences();
}
