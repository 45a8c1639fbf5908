using System.Buffers;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Scoring;

namespace PreDelinquency.Trees;

/// <content>Many rows at once.</content>
public sealed partial class TreeModel
{
    /// <summary>Raw scores of many rows.</summary>
    /// <param name="rows">Row-major, <see cref="FeatureCount"/> values per row.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores per row, row-major.</param>
    /// <exception cref="ArgumentException">The rows are no whole number, or the scores are not as many as they need.</exception>
    public void RawScoreBatch(ReadOnlySpan<double> rows, Span<double> scores) => ScoreRows(rows, scores, nameof(scores));

    /// <summary>Predictions of many rows.</summary>
    /// <param name="rows">Row-major, <see cref="FeatureCount"/> values per row.</param>
    /// <param name="predictions">Receives <see cref="OutputCount"/> predictions per row, row-major.</param>
    /// <exception cref="ArgumentException">The rows are no whole number, or the predictions are not as many as they need.</exception>
    public void PredictBatch(ReadOnlySpan<double> rows, Span<double> predictions)
    {
        ScoreRows(rows, predictions, nameof(predictions));
        for (int i = 0; i < predictions.Length; i += OutputCount)
        {
            Transform(predictions.Slice(i, OutputCount));
        }
    }

    /// <summary>Contributions of many rows.</summary>
    /// <param name="rows">Row-major, <see cref="FeatureCount"/> values per row.</param>
    /// <param name="contributions">Receives (<see cref="FeatureCount"/> + 1) × <see cref="OutputCount"/> values per row, row-major.</param>
    /// <exception cref="ArgumentException">The rows are no whole number, or the contributions are not as many as they need.</exception>
    /// <exception cref="InvalidOperationException">Not <see cref="CanExplain"/>.</exception>
    public void ExplainBatch(ReadOnlySpan<double> rows, Span<double> contributions)
    {
        int width = (FeatureCount + 1) * OutputCount;
        int count = Shape.RowCount(rows.Length, FeatureCount, contributions.Length, width, nameof(contributions));
        for (int i = 0; i < count; i++)
        {
            Explain(rows.Slice(i * FeatureCount, FeatureCount), contributions.Slice(i * width, width));
        }
    }

    private void ScoreRows(ReadOnlySpan<double> rows, Span<double> scores, string target)
    {
        int count = Shape.RowCount(rows.Length, FeatureCount, scores.Length, OutputCount, target);
        long[] keys = ArrayPool<long>.Shared.Rent(Ensemble.RowsPerBlock * _slots.Count);
        Span<long> block = keys.AsSpan(0, Ensemble.RowsPerBlock * _slots.Count);
        int row = 0;
        for (; row + Ensemble.RowsPerBlock <= count; row += Ensemble.RowsPerBlock)
        {
            for (int i = 0; i < Ensemble.RowsPerBlock; i++)
            {
                _slots.Prepare(rows.Slice((row + i) * FeatureCount, FeatureCount), block[i..], Ensemble.RowsPerBlock);
            }

            _ensemble.ScoreBlock(block, scores.Slice(row * OutputCount, Ensemble.RowsPerBlock * OutputCount));
        }

        ArrayPool<long>.Shared.Return(keys);
        for (; row < count; row++)
        {
            RawScore(rows.Slice(row * FeatureCount, FeatureCount), scores.Slice(row * OutputCount, OutputCount));
        }
    }
}
