using System.Buffers;
using System.Runtime.CompilerServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees;

/// <content>One row at a time.</content>
public sealed partial class TreeModel
{
    private const int MaxStackSlots = 512;

    /// <summary>The raw score of a row: the sum of its leaves, before averaging and the objective's transform.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The row has not <see cref="FeatureCount"/> values.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public double RawScore(ReadOnlySpan<double> row)
    {
        RequireSingleOutput();
        double score = 0;
        RawScore(row, new Span<double>(ref score));
        return score;
    }

    /// <summary>The raw scores of a row.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    public void RawScore(ReadOnlySpan<double> row, Span<double> scores)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(scores.Length, OutputCount, nameof(scores));
        Ask<Scoring, double>(row, scores);
    }

    /// <summary>What the model predicts for a row, as LightGBM does: a probability for binary models, else the objective's own unit. A calibration is applied by <see cref="PredictCalibrated"/> only.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The row has not <see cref="FeatureCount"/> values.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public double Predict(ReadOnlySpan<double> row)
    {
        RequireSingleOutput();
        double prediction = 0;
        Predict(row, new Span<double>(ref prediction));
        return prediction;
    }

    /// <summary>What the model predicts for a row, one value per output; class probabilities for multiclass models.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="predictions">Receives <see cref="OutputCount"/> predictions.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    public void Predict(ReadOnlySpan<double> row, Span<double> predictions)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(predictions.Length, OutputCount, nameof(predictions));
        Ask<Scoring, double>(row, predictions);
        Transform(predictions);
    }

    /// <summary>The calibrated probability of a row; what <see cref="Predict(ReadOnlySpan{double})"/> gives where the model has no calibration.</summary>
    /// <remarks>The calibration is applied to <see cref="RawScore(ReadOnlySpan{double})"/>, which is what it has to be fitted on, also
    /// for a random forest, whose raw score is the sum of its trees.</remarks>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The row has not <see cref="FeatureCount"/> values.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public double PredictCalibrated(ReadOnlySpan<double> row) =>
        Calibration is { } calibration ? calibration.Apply(RawScore(row)) : Predict(row);

    /// <summary>Contribution of each feature to the raw score (exact path-dependent TreeSHAP).</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="contributions">
    /// Receives <see cref="FeatureCount"/> + 1 values per output, the last of them the expected value; they add up to the raw score.
    /// </param>
    /// <remarks>Allocates nothing after the first row on a thread.</remarks>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    /// <exception cref="InvalidOperationException">Not <see cref="CanExplain"/>.</exception>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(contributions.Length, (FeatureCount + 1) * OutputCount, nameof(contributions));
        Ask<Explaining, double>(row, contributions);
    }

    /// <summary>The leaf of each tree that a row ends in, as LightGBM's predict_leaf_index.</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="leaves">Receives <see cref="TreeCount"/> indices of leaves, each from 0, in the order of the trees.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    public void LeafIndices(ReadOnlySpan<double> row, Span<int> leaves)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(leaves.Length, TreeCount, nameof(leaves));
        Ask<LeafFinding, int>(row, leaves);
    }

    [SkipLocalsInit]
    private void Ask<TQuestion, TAnswer>(ReadOnlySpan<double> row, Span<TAnswer> answer)
        where TQuestion : struct, IQuestion<TAnswer>
    {
        int count = _slots.Count;
        long[]? rented = count > MaxStackSlots ? ArrayPool<long>.Shared.Rent(count) : null;
        Span<long> keys = rented is null ? stackalloc long[MaxStackSlots] : rented;
        keys = keys[..count];
        _slots.Prepare(row, keys, 1);
        TQuestion.Answer(this, keys, answer);
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private void Transform(Span<double> scores)
    {
        if (_content.AverageOutput)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] /= Math.Max(1, IterationCount);
            }
        }

        _content.Objective.Apply(scores);
    }

    // What is asked of a prepared row: a type argument, so that the call is direct.
    private interface IQuestion<TAnswer>
    {
        static abstract void Answer(TreeModel model, ReadOnlySpan<long> keys, Span<TAnswer> answer);
    }

    private readonly struct Scoring : IQuestion<double>
    {
        public static void Answer(TreeModel model, ReadOnlySpan<long> keys, Span<double> answer) => model._ensemble.Score(keys, answer);
    }

    private readonly struct Explaining : IQuestion<double>
    {
        public static void Answer(TreeModel model, ReadOnlySpan<long> keys, Span<double> answer) => model.Shap.Explain(keys, answer);
    }

    private readonly struct LeafFinding : IQuestion<int>
    {
        public static void Answer(TreeModel model, ReadOnlySpan<long> keys, Span<int> answer) => model._leafWalk.Find(keys, answer);
    }
}
