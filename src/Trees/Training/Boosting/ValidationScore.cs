using PreDelinquency.Trees.Training.Binning;
using PreDelinquency.Trees.Training.Growing;

namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>The validation rows: their scores so far and the metric on them.</summary>
internal sealed class ValidationScore
{
    private readonly Dataset _data;
    private readonly TrainingMetric _metric;
    private readonly double _slope;
    private readonly double[] _scores;

    public ValidationScore(Dataset data, BinnedData training, TrainingParameters parameters, TrainingMetric metric, double start, Workers workers)
    {
        _data = data;
        _metric = metric;
        _slope = parameters.Objective == TrainingObjective.Binary ? parameters.Sigmoid : double.NaN;
        _scores = new double[data.RowCount];
        Array.Fill(_scores, start);
        Rows = new RowPartition(training.CreateLike(data, workers), parameters.Leaves, workers);
    }

    /// <summary>The validation rows, to be sent down each tree's splits.</summary>
    public RowPartition Rows { get; }

    public bool HigherIsBetter => _metric == TrainingMetric.Auc;

    /// <summary>Adds a tree's leaves after its splits have moved <see cref="Rows"/>.</summary>
    public void Add(double[] leafValues)
    {
        for (int leaf = 0; leaf < leafValues.Length; leaf++)
        {
            foreach (int row in Rows.Rows(leaf))
            {
                _scores[row] += leafValues[leaf];
            }
        }
    }

    public double Measure()
    {
        switch (_metric)
        {
            case TrainingMetric.Auc:
                return BinaryMetrics.Auc(_scores, _data.Labels, _data.Weights);
            case TrainingMetric.BinaryLogLoss:
                return BinaryMetrics.LogLoss(Array.ConvertAll(_scores, s => 1 / (1 + Math.Exp(-_slope * s))), _data.Labels, _data.Weights);
            default:
                double mean = MeanSquaredError();
                return _metric == TrainingMetric.Rmse ? Math.Sqrt(mean) : mean;
        }
    }

    private double MeanSquaredError()
    {
        double sum = 0;
        double total = 0;
        for (int row = 0; row < _scores.Length; row++)
        {
            double weight = _data.Weights is null ? 1 : _data.Weights[row];
            double miss = _scores[row] - _data.Labels[row];
            sum += weight * miss * miss;
            total += weight;
        }

        return sum / total;
    }
}
