using System.Globalization;
using System.Runtime.Intrinsics;

namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>Weighted log loss of labels 0 and 1 under p = 1 / (1 + e^(-slope · score)).</summary>
internal sealed class BinaryLoss : Loss
{
    private const double Epsilon = 1e-15;
    private const int Lanes = 4;
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

    public override bool GradientsAreBounded => true;

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
        int row = start;
        for (; row + Lanes <= start + count; row += Lanes)
        {
            Vector256<double> weight = _rowWeights is null ? Vector256<double>.One : Vector256.Create(_rowWeights.AsSpan(row));
            (Vector256<double> gradient, Vector256<double> hessian) = Derivatives(Vector256.Create(scores[row..]), Vector256.Create(_labels.AsSpan(row)), weight);
            Vector256.Narrow(gradient, gradient).GetLower().CopyTo(gradients, row);
            Vector256.Narrow(hessian, hessian).GetLower().CopyTo(hessians, row);
        }

        // The last rows go through the same instructions: a row's bits never depend on how rows were shared out.
        for (; row < start + count; row++)
        {
            Vector256<double> weight = Vector256.Create(_rowWeights is null ? 1 : _rowWeights[row]);
            (Vector256<double> gradient, Vector256<double> hessian) = Derivatives(Vector256.Create(scores[row]), Vector256.Create(_labels[row]), weight);
            gradients[row] = (float)gradient[0];
            hessians[row] = (float)hessian[0];
        }
    }

    // With p the probability: gradient (p - y) · slope · weight, hessian p (1 - p) · slope² · weight.
    private (Vector256<double> Gradient, Vector256<double> Hessian) Derivatives(
        Vector256<double> score, Vector256<double> label, Vector256<double> weight)
    {
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> probability = one / (one + Vector256.Exp(score * -_slope));
        Vector256<double> scale = weight * (((one - label) * _labelWeights[0]) + (label * _labelWeights[1])) * _slope;
        return ((probability - label) * scale, probability * (one - probability) * scale * _slope);
    }
}
