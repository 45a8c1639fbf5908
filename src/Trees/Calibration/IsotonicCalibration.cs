using System.Globalization;
using System.Text.Json.Serialization;

namespace PreDelinquency.Trees;

/// <summary>
/// Isotonic regression: the closest rising steps to the labels, joined by straight lines between steps and level beyond
/// the first and last.
/// </summary>
public sealed record IsotonicCalibration : Calibration
{
    private readonly double[] _scores;
    private readonly double[] _probabilities;

    /// <summary>Creates a calibration from its corners.</summary>
    /// <param name="scores">Raw scores, strictly rising, at least one.</param>
    /// <param name="probabilities">As many, never falling, in [0, 1].</param>
    /// <exception cref="CalibrationFormatException">A rule is broken.</exception>
    [JsonConstructor]
    public IsotonicCalibration(IReadOnlyList<double> scores, IReadOnlyList<double> probabilities)
    {
        _scores = [.. scores ?? throw new CalibrationFormatException("Isotonic scores are missing.")];
        _probabilities = [.. probabilities ?? throw new CalibrationFormatException("Isotonic probabilities are missing.")];
        if (_scores.Length == 0 || _scores.Length != _probabilities.Length)
        {
            throw new CalibrationFormatException($"{_scores.Length} isotonic scores and {_probabilities.Length} probabilities must be as many, at least one.");
        }

        for (int i = 0; i < _scores.Length; i++)
        {
            if (!double.IsFinite(_scores[i]) || (i > 0 && _scores[i] <= _scores[i - 1]))
            {
                throw new CalibrationFormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Isotonic scores[{i}] = {_scores[i]} must be finite and above the one before."));
            }

            if (_probabilities[i] is not (>= 0 and <= 1) || (i > 0 && _probabilities[i] < _probabilities[i - 1]))
            {
                throw new CalibrationFormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Isotonic probabilities[{i}] = {_probabilities[i]} must be in [0, 1] and not below the one before."));
            }
        }

        Scores = Array.AsReadOnly(_scores);
        Probabilities = Array.AsReadOnly(_probabilities);
    }

    /// <summary>Corners: raw scores, strictly rising.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>Corners: probabilities, never falling.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Fits by pooling adjacent violators (Ayer et al. 1955).</summary>
    /// <param name="scores">Raw scores of rows the model was not trained on, finite.</param>
    /// <param name="labels">0 or 1 each, both present.</param>
    /// <param name="weights">At least 0 each; empty for 1 each.</param>
    /// <exception cref="ArgumentException">As in <see cref="BinaryMetrics"/>.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ScoreGroup[] groups = ScoreGroup.Finite(scores, labels, weights);
        var blocks = new List<Block>();
        for (int i = groups.Length - 1; i >= 0; i--)
        {
            ScoreGroup group = groups[i];
            var block = new Block(group.Score, group.Score, group.Positives, group.Positives + group.Negatives);
            while (blocks.Count > 0 && blocks[^1].Rate >= block.Rate)
            {
                block = new Block(blocks[^1].First, block.Last, blocks[^1].Positives + block.Positives, blocks[^1].Weight + block.Weight);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var corners = new List<(double Score, double Rate)>();
        foreach (Block block in blocks)
        {
            corners.Add((block.First, block.Rate));
            if (block.Last > block.First)
            {
                corners.Add((block.Last, block.Rate));
            }
        }

        return new IsotonicCalibration([.. corners.Select(corner => corner.Score)], [.. corners.Select(corner => corner.Rate)]);
    }

    /// <inheritdoc/>
    public override double Apply(double rawScore)
    {
        if (double.IsNaN(rawScore))
        {
            return double.NaN;
        }

        int index = Array.BinarySearch(_scores, rawScore);
        if (index >= 0)
        {
            return _probabilities[index];
        }

        int above = ~index;
        if (above == 0 || above == _scores.Length)
        {
            return _probabilities[above == 0 ? 0 : ^1];
        }

        double low = _probabilities[above - 1];
        double high = _probabilities[above];
        double share = (rawScore - _scores[above - 1]) / (_scores[above] - _scores[above - 1]);
        // Rounding must not leave the step.
        return Math.Clamp(low + (share * (high - low)), low, high);
    }

    /// <summary>Equal where all corners are.</summary>
    public bool Equals(IsotonicCalibration? other) =>
        other is not null && _scores.AsSpan().SequenceEqual(other._scores) && _probabilities.AsSpan().SequenceEqual(other._probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scores.Length, _scores[0], _scores[^1], _probabilities[0], _probabilities[^1]);

    private sealed record Block(double First, double Last, double Positives, double Weight)
    {
        public double Rate => Positives / Weight;
    }
}
