using System.Globalization;
using System.Runtime.Intrinsics;

namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>Weighted log loss of labels 0 and 1 under p = 1 / (1 + e^(-slope · score)).</summary>
internal sealed class BinaryLoss : Loss
{
    private const double Epsilon = 1e-15;
    private readonly double[] _labels;
    private readonly double[]? _rowWeights;
    private readonly double[] _labelWeights;
    private readonly double _slope;

    public BinaryLoss(Dataset data, TrainingParameters parameters)
    {
        int bad = Array.FindIndex(data.Labels, label => label is not (0 or 1));
        if (bad >= 0)
        {
            throw new TrainingInputException(string.Create(CultureInfo.InvariantCulture, $"Label of row {bad} is {data.Labels[bad]}; the binary objective needs 0 or 1."));
        }

        _labels = data.Labels;
        _rowWeights = data.Weights;
        _slope = parameters.Sigmoid;
        double positives = _labels.Sum();
        double negatives = _labels.Length - positives;
        _labelWeights = [1, parameters.ScalePositiveWeight];
        if (parameters.IsUnbalanced && positives > 0 && negatives > 0)
        {
            _labelWeights = [Math.Max(1, positives / negatives), Math.Max(1, negatives / positives)];
        }
    }

    public override string ObjectiveText => string.Create(CultureInfo.InvariantCulture, $"binary sigmoid:{_slope}");

    public override double InitialScore()
    {
        double positive = 0;
        double total = 0;
        for (int row = 0; row < _labels.Length; row++)
        {
            // As in LightGBM, label weights do not count here.
            double weight = _rowWeights is null ? 1 : _rowWeights[row];
            positive += weight * _labels[row];
            total += weight;
        }

        double mean = Math.Clamp(positive / total, Epsilon, 1 - Epsilon);
        return Math.Log(mean / (1 - mean)) / _slope;
    }

    public override void Differentiate(ReadOnlySpan<double> scores, int start, int count, float[] gradients, float[] hessians)
    {
        Vector256<double> slope = Vector256.Create(_slope);
        Span<double> weights = stackalloc double[Vector256<double>.Count];
        Span<double> padded = stackalloc double[2 * Vector256<double>.Count];
        for (int row = start; row < start + count; row += Vector256<double>.Count)
        {
            // The last rows go through the same instructions, padded: a row's bits never depend on how rows were shared out.
            int lanes = Math.Min(Vector256<double>.Count, start + count - row);
            Vector256<double> score;
            Vector256<double> label;
            if (lanes == Vector256<double>.Count)
            {
                score = Vector256.Create(scores[row..]);
                label = Vector256.Create(_labels.AsSpan(row));
            }
            else
            {
                padded.Clear();
                scores.Slice(row, lanes).CopyTo(padded);
                _labels.AsSpan(row, lanes).CopyTo(padded[Vector256<double>.Count..]);
                score = Vector256.Create<double>(padded);
                label = Vector256.Create<double>(padded[Vector256<double>.Count..]);
            }

            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = i < lanes ? Weight(row + i) : 0;
            }

            Vector256<double> probability = Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-slope * score));
            Vector256<double> weight = Vector256.Create<double>(weights) * slope;
            Vector256<double> gradient = (probability - label) * weight;
            Vector256<double> hessian = probability * (Vector256<double>.One - probability) * weight * slope;
            for (int i = 0; i < lanes; i++)
            {
                gradients[row + i] = (float)gradient[i];
                hessians[row + i] = (float)hessian[i];
            }
        }
    }

    private double Weight(int row)
    {
        double weight = _labelWeights[(int)_labels[row]];
        return _rowWeights is null ? weight : weight * _rowWeights[row];
    }
}
