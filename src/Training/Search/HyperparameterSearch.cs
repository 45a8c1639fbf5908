using PreDelinquency.Trees;

namespace PreDelinquency.Training.Search;

/// <summary>
/// Random search with successive halving (Jamieson and Talwalkar 2016): all trials are grown on few of the training
/// customers, the better third goes on to three times as many, and with it the parameters as given, so that the winner is
/// never worse than they are by the search's own measure. One half of the stopping customers stops and calibrates the
/// trees, the other half judges them. Calibration rows, which set the model's probabilities and thresholds later, and test
/// rows are never looked at. Equal rows, options and seed give the same trials and the same winner.
/// </summary>
/// <param name="options">The parameters to start from; they are trial 0.</param>
/// <param name="seed">Fixes the trials.</param>
public sealed class HyperparameterSearch(TrainingOptions options, ulong seed)
{
    private const int Factor = 3;
    private const int MostRounds = 3;

    /// <summary>Searches.</summary>
    /// <param name="split">The rows; of them <see cref="DataSplit.Training"/> and <see cref="DataSplit.Stopping"/> are read.</param>
    /// <param name="trials">How many sets of parameters to try, at least 2.</param>
    /// <param name="measured">Told of every trial of every round.</param>
    /// <param name="progress">Told where the search stands.</param>
    /// <param name="cancellationToken">Stops between trees.</param>
    /// <returns>The winner, as its last round measured it; <see cref="OptionsOf"/> gives its options.</returns>
    /// <exception cref="TrainingDataException">A half of the stopping customers holds one label only.</exception>
    public SearchTrial Run(
        DataSplit split, int trials, Action<SearchTrial>? measured = null, IProgress<TrainingStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 2);
        var halves = split.Stopping.ToLookup(r => CustomerDraw.Of(r.CustomerId, salt: 6) % 2 == 0);
        var (stopping, judging) = (Half(halves[true]), Half(halves[false]));
        var racing = Enumerable.Range(0, trials).Select(n => new SearchTrial(n, Draw(n), 0, 0, double.NaN, double.NaN, 0)).ToList();
        var rounds = Math.Min(MostRounds, 1 + (int)Math.Floor(Math.Log(trials, Factor) + 1e-9));
        for (var round = 0; round < rounds; round++)
        {
            var share = Math.Pow(Factor, round - rounds + 1);
            var train = PointInTimeSet.ToDataset([.. split.Training.Where(r => IsDrawn(r.CustomerId, share))]);
            for (var i = 0; i < racing.Count; i++)
            {
                var best = i == 0 ? "" : $", best log loss {racing.Take(i).Min(t => t.LogLoss):0.00000}";
                progress?.Report(new TrainingStep("Searching", i / (double)racing.Count, $"round {round + 1} of {rounds}, trial {i + 1} of {racing.Count}{best}"));
                racing[i] = Measure(racing[i], round, share, train, stopping, judging, cancellationToken);
                measured?.Invoke(racing[i]);
            }

            racing = [.. racing.OrderBy(t => t.LogLoss).ThenBy(t => t.Number)];
            var kept = (racing.Count + Factor - 1) / Factor;
            if (round < rounds - 1)
                racing = [.. racing.Where((trial, place) => place < kept || trial.Number == 0)];
        }

        return racing[0];
    }

    /// <summary>The options that a trial tried.</summary>
    public TrainingOptions OptionsOf(SearchTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return options.With(trial.Parameters);
    }

    private KeyValuePair<string, string>[] Draw(int trial) => trial == 0
        ? []
        : [.. SearchSpace.Dimensions.Select(d => KeyValuePair.Create(d.Name, d.Draw(seed, trial)))];

    private SearchTrial Measure(SearchTrial trial, int round, double share, Dataset train, IReadOnlyList<PointInTimeRow> stopping, IReadOnlyList<PointInTimeRow> judging, CancellationToken cancellationToken)
    {
        var parameters = options.With(trial.Parameters).Trees;

        // A leaf of the same share of the rows.
        parameters = parameters with { MinDataInLeaf = Math.Max(Math.Min(5, parameters.MinDataInLeaf), (int)Math.Round(parameters.MinDataInLeaf * share)) };
        var trees = Trainer.Train(train, parameters, PointInTimeSet.ToDataset(stopping), null, cancellationToken).Model;
        var calibration = PlattCalibration.Fit(Scores(trees, stopping), PointInTimeSet.Labels(stopping));
        var scores = Scores(trees, judging);
        var labels = PointInTimeSet.Labels(judging);
        return trial with
        {
            Round = round,
            Share = share,
            LogLoss = BinaryMetrics.LogLoss(Array.ConvertAll(scores, s => calibration.Apply(s)), labels),
            Auc = BinaryMetrics.Auc(scores, labels),
            Trees = trees.TreeCount,
        };
    }

    private static PointInTimeRow[] Half(IEnumerable<PointInTimeRow> rows)
    {
        PointInTimeRow[] half = [.. rows];
        var positives = half.Count(r => r.Misses);
        return positives > 0 && positives < half.Length
            ? half
            : throw new TrainingDataException($"A search halves the stopping customers, and one half has {half.Length} rows, {positives} of them with a missed payment; it needs both kinds. Give more customers or months.");
    }

    private static double[] Scores(TreeModel trees, IReadOnlyList<PointInTimeRow> rows)
    {
        var scores = new double[rows.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = trees.RawScore(rows[i].Features);
        return scores;
    }

    private static bool IsDrawn(string customerId, double share) => share >= 1 || CustomerDraw.Of(customerId, salt: 5) % 1_000_000 < share * 1_000_000;
}
