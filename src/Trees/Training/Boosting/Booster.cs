using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Training.Binning;
using PreDelinquency.Trees.Training.Growing;

namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>Gradient boosting: each tree fits the derivatives of the loss at the scores of the trees before it.</summary>
internal sealed class Booster
{
    private const double Epsilon = 1e-15;
    private readonly TrainingParameters _parameters;
    private readonly BinnedData _data;
    private readonly TreeGrower _grower;
    private readonly RowPartition _partition;
    private readonly RowPartition? _outOfBag;
    private readonly RowPartition[] _followers;
    private readonly ValidationScore? _validation;
    private readonly Loss _loss;
    private readonly PackedGradients _gradients;
    private readonly double[] _scores;
    private readonly Workers _workers;
    private readonly double _start;
    private int[]? _bag;
    private int[] _rest = [];

    public Booster(Dataset data, TrainingParameters parameters, TrainingMetric metric, Dataset? validation, Workers workers)
    {
        _parameters = parameters;
        _workers = workers;
        _loss = Loss.Create(data, parameters);
        _data = BinnedData.Create(data, parameters, workers);
        _grower = new TreeGrower(_data, parameters, workers);
        _partition = new RowPartition(_data, parameters.Leaves, workers);
        _gradients = new PackedGradients(data.RowCount);
        _start = parameters.BoostFromAverage ? _loss.InitialScore() : 0;
        _scores = new double[data.RowCount];
        Array.Fill(_scores, _start);
        bool bags = parameters.BaggingFrequency > 0 && parameters.BaggingFraction < 1;
        _outOfBag = bags ? new RowPartition(_data, parameters.Leaves, workers) : null;
        _validation = validation is null ? null : new ValidationScore(validation, _data, parameters, metric, _start, workers);
        _followers = [.. new[] { _outOfBag, _validation?.Rows }.OfType<RowPartition>()];
    }

    public string ObjectiveText => _loss.ObjectiveText;

    public FeatureBins[] Bins => _data.Bins;

    public bool HigherIsBetter => _validation?.HigherIsBetter ?? false;

    /// <summary>The model of a training that found nothing to split: the start value alone.</summary>
    public DecisionTree ConstantTree()
    {
        double value = _parameters.BoostFromAverage ? _start : _loss.InitialScore();
        var tree = new TreeBuilder(_data.Bins);
        tree.Root(0, 0, _scores.Length);
        return tree.Build(1, value);
    }

    /// <summary>Grows the next tree and adds it to all scores; null where no split gains anything.</summary>
    /// <param name="iteration">0-based.</param>
    public DecisionTree? Grow(int iteration)
    {
        _gradients.Update(_loss, _scores, _workers);
        PlaceRows(iteration);
        _validation?.Rows.Reset();
        TreeBuilder grown = _grower.Grow(_partition, _followers, _gradients, DrawFeatures(iteration));
        if (grown.LeafCount == 1)
        {
            return null;
        }

        double[] values = grown.Build(_parameters.LearningRate, 0).LeafValue;
        _workers.Run(values.Length, leaf =>
        {
            AddTo(_partition.Rows(leaf), values[leaf]);
            if (_outOfBag is not null)
            {
                AddTo(_outOfBag.Rows(leaf), values[leaf]);
            }
        });
        _validation?.Add(values);
        return grown.Build(_parameters.LearningRate, iteration == 0 && Math.Abs(_start) > Epsilon ? _start : 0);
    }

    /// <summary>The metric on the validation rows; null without any.</summary>
    public double? Measure() => _validation?.Measure();

    private void AddTo(ReadOnlySpan<int> rows, double value)
    {
        foreach (int row in rows)
        {
            _scores[row] += value;
        }
    }

    private void PlaceRows(int iteration)
    {
        if (_outOfBag is null)
        {
            _partition.Reset();
            return;
        }

        if (iteration % _parameters.BaggingFrequency == 0)
        {
            var random = new SeededRandom(_parameters.BaggingSeed, iteration);
            var bag = new List<int>();
            var rest = new List<int>();
            for (int row = 0; row < _scores.Length; row++)
            {
                (random.NextDouble() < _parameters.BaggingFraction ? bag : rest).Add(row);
            }

            _bag = [.. bag];
            _rest = [.. rest];
        }

        _partition.Reset(_bag);
        _outOfBag.Reset(_rest);
    }

    private bool[] DrawFeatures(int iteration)
    {
        var drawn = new bool[_data.Bins.Length];
        if (_parameters.FeatureFraction >= 1)
        {
            Array.Fill(drawn, true);
            return drawn;
        }

        int[] used = [.. Enumerable.Range(0, drawn.Length).Where(f => !_data.Bins[f].IsUseless)];
        int wanted = Math.Min(used.Length, Math.Max(1, (int)((used.Length * _parameters.FeatureFraction) + 0.5)));
        var random = new SeededRandom(_parameters.FeatureFractionSeed, iteration);
        for (int i = 0; i < wanted; i++)
        {
            int other = i + random.NextInt(used.Length - i);
            (used[i], used[other]) = (used[other], used[i]);
            drawn[used[i]] = true;
        }

        return drawn;
    }
}
