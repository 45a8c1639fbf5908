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
        var search = new HyperparameterSearch(Options, seed: 1);
        var winner = search.Run(trained.Outcome.Split, 9, heard.Add);
        Assert.Equal(["1/9", "1/3", "1/1"], heard.Select(t => $"1/{1 / t.Share:0}").Distinct());
        var rounds = heard.GroupBy(t => t.Round).Select(g => g.ToArray()).ToArray();
        Assert.Equal((3, 9), (rounds.Length, rounds[0].Length));
        foreach (var (round, next) in rounds.Zip(rounds.Skip(1)))
        {
            var better = round.OrderBy(t => t.LogLoss).Take((round.Length + 2) / 3).Select(t => t.Number);
            Assert.Equal(better.Append(0).Distinct().Order(), next.Select(t => t.Number).Order());
        }

        Assert.Equal(rounds[^1].MinBy(t => t.LogLoss), winner);
        Assert.Equal(Options.With(winner.Parameters), search.OptionsOf(winner));
        Assert.Empty(heard[0].Parameters);
        Assert.All(heard, t => Assert.InRange(t.Auc, 0.5, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_parameters_as_given_are_measured_to_the_end_so_that_the_winner_is_never_worse(ulong seed)
    {
        // As given, trees are good; the first round grows them on so few customers that others may look better.
        var heard = new List<SearchTrial>();
        var winner = new HyperparameterSearch(Options, seed).Run(trained.Outcome.Split, 4, heard.Add);
        var last = heard.Where(t => t.Share == 1).ToArray();
        var given = Assert.Single(last, t => t.Number == 0);
        Assert.Contains(winner, last);
        Assert.True(winner.LogLoss <= given.LogLoss, $"{winner.LogLoss} against {given.LogLoss} as given");
    }

    [Fact]
    public void Neither_the_test_rows_nor_those_that_set_calibration_and_thresholds_have_a_say()
    {
        var split = trained.Outcome.Split;
        var poisoned = split with { Test = Poisoned(split.Test), Calibration = Poisoned(split.Calibration) };
        var (clean, dirty) = (new List<SearchTrial>(), new List<SearchTrial>());
        var chosen = new HyperparameterSearch(Options, seed: 2).Run(split, 3, clean.Add);
        Assert.Equal(chosen.Number, new HyperparameterSearch(Options, seed: 2).Run(poisoned, 3, dirty.Add).Number);
        Assert.Equal(clean.Select(t => (t.Number, t.LogLoss)), dirty.Select(t => (t.Number, t.LogLoss)));

        static PointInTimeRow[] Poisoned(IReadOnlyList<PointInTimeRow> rows) => [.. rows.Select(r => r with { Misses = !r.Misses, Features = [.. r.Features.Select(_ => double.NaN)] })];
    }

    [Fact]
    public void Stopping_customers_too_few_to_halve_are_refused()
    {
        var split = trained.Outcome.Split;
        var few = split with { Stopping = [.. split.Stopping.Where(r => r.CustomerId == split.Stopping[0].CustomerId)] };
        Assert.Contains("halves the stopping customers", Assert.Throws<TrainingDataException>(() => new HyperparameterSearch(Options, 1).Run(few, 2)).Message, StringComparison.Ordinal);
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
