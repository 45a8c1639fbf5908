using System.Diagnostics.CodeAnalysis;
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
    private readonly ModelContent _content;
    private readonly SlotTable _slots;
    private readonly Ensemble _ensemble;
    private readonly LeafWalk _leafWalk;
    private readonly Lazy<TreeShap> _shap;

    internal TreeModel(ModelContent content)
    {
        _content = content;
        _slots = SlotTable.Create(content.Trees);
        _ensemble = new Ensemble(content.Trees, _slots, content.OutputCount);
        _leafWalk = new LeafWalk(content.Trees, _slots);
        _shap = new Lazy<TreeShap>(() => new TreeShap(content.Trees, _slots, content.FeatureNames.Length, content.OutputCount));
        FeatureNames = Array.AsReadOnly(content.FeatureNames);
        FeatureInfos = Array.AsReadOnly(content.FeatureInfos);
        CanExplain = Array.TrueForAll(content.Trees, tree => tree.HasRowCounts);
    }

    // The same trees, which are not laid out again, under another calibration.
    private TreeModel(TreeModel other, Calibration? calibration)
    {
        _content = other._content with { Calibration = calibration };
        _slots = other._slots;
        _ensemble = other._ensemble;
        _leafWalk = other._leafWalk;
        _shap = other._shap;
        FeatureNames = other.FeatureNames;
        FeatureInfos = other.FeatureInfos;
        CanExplain = other.CanExplain;
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

    /// <summary>Number of iterations, each of which has a tree for every output.</summary>
    public int IterationCount => TreeCount / OutputCount;

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
        return new TreeModel(this, calibration);
    }

    /// <summary>The model that training had after its first iterations, for predictions limited to them.</summary>
    /// <param name="count">Iterations to keep, from 1 to <see cref="IterationCount"/>.</param>
    /// <remarks>It has no calibration: that was fitted on the scores of all iterations.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The model has not so many iterations.</exception>
    public TreeModel FirstIterations(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IterationCount);
        DecisionTree[] trees = _content.Trees[..(count * OutputCount)];
        return new TreeModel(_content with { Trees = trees, Calibration = null, Trailer = ModelWriter.TrailerFor(_content, trees) });
    }

    /// <summary>How important each feature is to the trees, in row order; as LightGBM's feature_importance.</summary>
    /// <param name="kind">Whether splits are counted or their gains added.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not known.</exception>
    public double[] FeatureImportance(ImportanceKind kind)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of importance.");
        }

        return Importance.Of(_content.Trees, FeatureCount, kind);
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
