using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using PreDelinquency.Trees.Explaining;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Scoring;
using PreDelinquency.Trees.Text;

namespace PreDelinquency.Trees;

/// <summary>
/// A gradient-boosted tree model in LightGBM's text format: scores, predicts, explains, and can be written back.
/// Immutable; all members may be called from any number of threads at once.
/// </summary>
/// <remarks>
/// A row is <see cref="FeatureCount"/> doubles in the order of <see cref="FeatureNames"/>; NaN is missing; a categorical
/// feature holds its category as a whole number. Scores are LightGBM's: its rules for missing values, unseen and negative
/// categories, and its order of summation (include/LightGBM/tree.h, src/io/tree.cpp).
/// </remarks>
public sealed partial class TreeModel
{
    private const int MaxStackSlots = 512;
    private readonly ModelContent _content;
    private readonly Ensemble _ensemble;
    private readonly Lazy<TreeShap> _shap;

    internal TreeModel(ModelContent content)
    {
        _content = content;
        _ensemble = new Ensemble(content.Trees, content.OutputCount);
        _shap = new Lazy<TreeShap>(() => new TreeShap(content.Trees, content.FeatureNames.Length, content.OutputCount));
        FeatureNames = Array.AsReadOnly(content.FeatureNames);
        FeatureInfos = Array.AsReadOnly(content.FeatureInfos);
        CanExplain = Array.TrueForAll(content.Trees, tree => tree.HasRowCounts);
    }

    /// <summary>Values per row.</summary>
    public int FeatureCount => _content.FeatureNames.Length;

    /// <summary>Names of the features, in row order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>What training saw of each feature: <c>[min:max]</c>, categories as <c>a:b:c</c>, or <c>none</c> for a constant one.</summary>
    public IReadOnlyList<string> FeatureInfos { get; }

    /// <summary>Scores per row: the number of classes for a multiclass model, else 1.</summary>
    public int OutputCount => _content.OutputCount;

    /// <summary>Number of trees, all outputs together.</summary>
    public int TreeCount => _content.Trees.Length;

    /// <summary>The objective as the model names it, for example <c>binary sigmoid:1</c>; empty where it names none.</summary>
    public string Objective => _content.Objective.Text;

    /// <summary>The calibration saved with the model; null where there is none.</summary>
    public Calibration? Calibration => _content.Calibration;

    /// <summary>Whether the model carries the training row counts that explanations need.</summary>
    public bool CanExplain { get; }

    /// <summary>SHAP base value: the mean raw score over the training rows.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs, or no row counts.</exception>
    public double ExpectedValue
    {
        get
        {
            RequireSingleOutput();
            return Shap.Expected[0];
        }
    }

    private TreeShap Shap => CanExplain
        ? _shap.Value
        : throw new InvalidOperationException("The model has no positive leaf_count and internal_count for every tree; it can be scored but not explained.");

    /// <summary>The same model with another calibration; null takes it away.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public TreeModel WithCalibration(Calibration? calibration)
    {
        RequireSingleOutput();
        return new TreeModel(_content with { Calibration = calibration });
    }

    /// <summary>Reads a model file, versions v2 to v4.</summary>
    /// <exception cref="ModelFormatException">The text is damaged, of an unknown version or objective, or has linear trees.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TreeModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        return Read(reader, path);
    }

    /// <summary>Reads a model text, versions v2 to v4.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">What errors call the text.</param>
    /// <exception cref="ModelFormatException">The text is damaged, of an unknown version or objective, or has linear trees.</exception>
    public static TreeModel Read(TextReader reader, string source = "model")
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new TreeModel(ModelReader.Read(reader, source));
    }

    /// <summary>Writes the model as LightGBM text v4, UTF-8.</summary>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Write(writer);
    }

    /// <summary>Writes the model as LightGBM text v4; lines end in a line feed whatever the writer's own line end.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ModelWriter.Write(_content, writer);
    }

    /// <summary>The raw score of a row: the sum of its leaves, before averaging and the objective's transform.</summary>
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
    [SkipLocalsInit]
    public void RawScore(ReadOnlySpan<double> row, Span<double> scores)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(scores.Length, OutputCount, nameof(scores));
        SlotTable slots = _ensemble.Slots;
        long[]? rented = slots.Count > MaxStackSlots ? ArrayPool<long>.Shared.Rent(slots.Count) : null;
        Span<long> keys = rented is null ? stackalloc long[MaxStackSlots] : rented;
        keys = keys[..slots.Count];
        slots.Prepare(row, keys, 1);
        _ensemble.Score(keys, scores);
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>What the model predicts for a row: a probability for binary models, else the objective's own unit.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public double Predict(ReadOnlySpan<double> row)
    {
        RequireSingleOutput();
        double prediction = 0;
        Predict(row, new Span<double>(ref prediction));
        return prediction;
    }

    /// <summary>What the model predicts for a row, one value per output; class probabilities for multiclass models.</summary>
    public void Predict(ReadOnlySpan<double> row, Span<double> predictions)
    {
        RawScore(row, predictions);
        Transform(predictions);
    }

    /// <summary>The calibrated probability of a row; what <see cref="Predict(ReadOnlySpan{double})"/> gives where the model has no calibration.</summary>
    /// <remarks>The calibration is applied to <see cref="RawScore(ReadOnlySpan{double})"/>, which is what it has to be fitted on, also
    /// for a random forest, whose raw score is the sum of its trees.</remarks>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public double PredictCalibrated(ReadOnlySpan<double> row) =>
        Calibration is { } calibration ? calibration.Apply(RawScore(row)) : Predict(row);

    /// <summary>Contribution of each feature to the raw score (exact path-dependent TreeSHAP).</summary>
    /// <param name="row"><see cref="FeatureCount"/> values.</param>
    /// <param name="contributions">
    /// Receives <see cref="FeatureCount"/> + 1 values per output, the last of them the expected value; they add up to the raw score.
    /// </param>
    /// <remarks>Allocates nothing after the first row on a thread.</remarks>
    /// <exception cref="InvalidOperationException">Not <see cref="CanExplain"/>.</exception>
    [SkipLocalsInit]
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        Shape.Require(row.Length, FeatureCount, nameof(row));
        Shape.Require(contributions.Length, (FeatureCount + 1) * OutputCount, nameof(contributions));
        TreeShap shap = Shap;
        SlotTable slots = shap.Slots;
        long[]? rented = slots.Count > MaxStackSlots ? ArrayPool<long>.Shared.Rent(slots.Count) : null;
        Span<long> keys = rented is null ? stackalloc long[MaxStackSlots] : rented;
        keys = keys[..slots.Count];
        slots.Prepare(row, keys, 1);
        shap.Explain(keys, contributions);
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>Raw scores of many rows.</summary>
    /// <param name="rows">Row-major, <see cref="FeatureCount"/> values per row.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores per row, row-major.</param>
    public void RawScoreBatch(ReadOnlySpan<double> rows, Span<double> scores)
    {
        int count = Shape.RowCount(rows.Length, FeatureCount, scores.Length, OutputCount, nameof(scores));
        SlotTable slots = _ensemble.Slots;
        long[] keys = ArrayPool<long>.Shared.Rent(Ensemble.RowsPerBlock * slots.Count);
        Span<long> block = keys.AsSpan(0, Ensemble.RowsPerBlock * slots.Count);
        int row = 0;
        for (; row + Ensemble.RowsPerBlock <= count; row += Ensemble.RowsPerBlock)
        {
            for (int i = 0; i < Ensemble.RowsPerBlock; i++)
            {
                slots.Prepare(rows.Slice((row + i) * FeatureCount, FeatureCount), block[i..], Ensemble.RowsPerBlock);
            }

            _ensemble.ScoreBlock(block, scores.Slice(row * OutputCount, Ensemble.RowsPerBlock * OutputCount));
        }

        ArrayPool<long>.Shared.Return(keys);
        for (; row < count; row++)
        {
            RawScore(rows.Slice(row * FeatureCount, FeatureCount), scores.Slice(row * OutputCount, OutputCount));
        }
    }

    /// <summary>Predictions of many rows; shapes as in <see cref="RawScoreBatch"/>.</summary>
    public void PredictBatch(ReadOnlySpan<double> rows, Span<double> predictions)
    {
        RawScoreBatch(rows, predictions);
        for (int i = 0; i < predictions.Length; i += OutputCount)
        {
            Transform(predictions.Slice(i, OutputCount));
        }
    }

    /// <summary>Contributions of many rows.</summary>
    /// <param name="rows">Row-major, <see cref="FeatureCount"/> values per row.</param>
    /// <param name="contributions">Receives (<see cref="FeatureCount"/> + 1) × <see cref="OutputCount"/> values per row, row-major.</param>
    public void ExplainBatch(ReadOnlySpan<double> rows, Span<double> contributions)
    {
        int width = (FeatureCount + 1) * OutputCount;
        int count = Shape.RowCount(rows.Length, FeatureCount, contributions.Length, width, nameof(contributions));
        for (int i = 0; i < count; i++)
        {
            Explain(rows.Slice(i * FeatureCount, FeatureCount), contributions.Slice(i * width, width));
        }
    }

    private int Iterations => Math.Max(1, TreeCount / OutputCount);

    private void Transform(Span<double> scores)
    {
        if (_content.AverageOutput)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] /= Iterations;
            }
        }

        _content.Objective.Apply(scores);
    }

    private void RequireSingleOutput()
    {
        if (OutputCount != 1)
        {
            ThrowSeveralOutputs();
        }
    }

    [DoesNotReturn]
    private void ThrowSeveralOutputs() =>
        throw new InvalidOperationException($"The model has {OutputCount} outputs; use the form that takes a span for them.");
}
