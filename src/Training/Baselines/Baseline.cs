using System.Text.Json.Serialization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Baselines;

/// <summary>A simpler way to score, beside which a model must show what it is worth. Calibrated and given levels as a model is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Scorecard), "scorecard")]
[JsonDerivedType(typeof(LogisticRegression), "logistic_regression")]
public abstract record Baseline
{
    /// <summary>snake_case, as metrics carry it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>From raw score to probability.</summary>
    public Calibration Calibration { get; init; } = Calibration.Identity;

    /// <summary>Where the levels begin, chosen for the same precision as the model's.</summary>
    public RiskThresholds Thresholds { get; init; } = new(0.4, 0.7, 0.8);

    /// <summary>The score before calibration.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    public abstract double RawScore(ReadOnlySpan<double> features);

    /// <summary>Calibrated probabilities of rows.</summary>
    public double[] Probabilities(IReadOnlyList<PointInTimeRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var probabilities = new double[rows.Count];
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = Calibration.Apply(RawScore(rows[i].Features));
        return probabilities;
    }

    /// <summary>The same score with calibration and thresholds set on rows that it was not made from.</summary>
    internal Baseline Calibrated(IReadOnlyList<PointInTimeRow> rows, TrainingOptions options)
    {
        var scores = new double[rows.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = RawScore(rows[i].Features);
        var labels = PointInTimeSet.Labels(rows);
        var calibration = PlattCalibration.Fit(scores, labels);
        return this with { Calibration = calibration, Thresholds = ThresholdChoice.For(Array.ConvertAll(scores, s => calibration.Apply(s)), labels, options).Thresholds };
    }
}
