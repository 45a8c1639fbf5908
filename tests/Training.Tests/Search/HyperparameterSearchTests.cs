using System.Globalization;
using PreDelinquency.Training.Search;

namespace PreDelinquency.Training.Tests.Search;

public sealed class HyperparameterSearchTests(Trained trained) : IClassFixture<Trained>
{
    private static readonly TrainingOptions Options = Trained.Options with { Trees = Trained.Options.Trees with { Iterations = 8 } };

    [Fact]
    public void Fewer_and_fewer_trials_are_grown_on_more_and_more_customers_and_the_best_of_the_last_wins()
    {
        var heard = new List<SearchTrial>();
        var chosen = new HyperparameterSearch(Options, seed: 1).Run(trained.Outcome.Split, 9, heard.Add);
        Assert.Equal([9, 3, 1], heard.GroupBy(t => t.Round).Select(g => g.Count()));
        Assert.Equal(["1/9", "1/3", "1/1"], heard.Select(t => $"1/{1 / t.Share:0}").Distinct());
        foreach (var round in heard.GroupBy(t => t.Round).SkipLast(1))
        {
            var kept = heard.Where(t => t.Round == round.Key + 1).Select(t => t.Number).Order();
            Assert.Equal(round.OrderBy(t => t.LogLoss).Take(kept.Count()).Select(t => t.Number).Order(), kept);
        }

        Assert.Equal(Options.With(heard[^1].Parameters), chosen);
        Assert.Empty(heard[0].Parameters);
        Assert.All(heard, t => Assert.InRange(t.Auc, 0.5, 1));
    }

    [Fact]
    public void The_test_rows_have_no_say()
    {
        var split = trained.Outcome.Split;
        var poisoned = split with { Test = [.. split.Test.Select(r => r with { Misses = !r.Misses, Features = [.. r.Features.Select(_ => double.NaN)] })] };
        var (clean, dirty) = (new List<SearchTrial>(), new List<SearchTrial>());
        var chosen = new HyperparameterSearch(Options, seed: 2).Run(split, 3, clean.Add);
        Assert.Equal(chosen, new HyperparameterSearch(Options, seed: 2).Run(poisoned, 3, dirty.Add));
        Assert.Equal(clean.Select(t => (t.Number, t.LogLoss)), dirty.Select(t => (t.Number, t.LogLoss)));
    }

    [Fact]
    public void A_seed_fixes_the_trials_and_another_gives_others()
    {
        foreach (var dimension in SearchSpace.Dimensions)
        {
            var drawn = Enumerable.Range(1, 200).Select(n => dimension.Draw(1, n)).ToArray();
            Assert.Equal(drawn, Enumerable.Range(1, 200).Select(n => dimension.Draw(1, n)));
            Assert.NotEqual(drawn, Enumerable.Range(1, 200).Select(n => dimension.Draw(2, n)));
            var values = drawn.Select(d => double.Parse(d, CultureInfo.InvariantCulture)).ToArray();
            Assert.All(values, v => Assert.InRange(v, dimension.Low, dimension.High));

            // The whole range is tried: some of 200 draws lie in each outer tenth.
            double Place(double v) => dimension.Logarithmic ? Math.Log(v / dimension.Low) / Math.Log(dimension.High / dimension.Low) : (v - dimension.Low) / (dimension.High - dimension.Low);
            Assert.Contains(values, v => Place(v) < 0.1);
            Assert.Contains(values, v => Place(v) > 0.9);
        }
    }

    [Fact]
    public void Every_dimension_is_a_parameter_that_training_takes() =>
        Assert.All(SearchSpace.Dimensions, d => Assert.NotNull(Options.With([new(d.Name, d.Draw(1, 1))])));

    [Fact]
    public void A_cancelled_search_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new HyperparameterSearch(Options, 1).Run(trained.Outcome.Split, 3, cancellationToken: stop.Token));
    }
}
