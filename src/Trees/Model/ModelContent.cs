namespace PreDelinquency.Trees.Model;

/// <summary>Everything a model text holds, before it is laid out for scoring.</summary>
internal sealed record ModelContent
{
    public required int ClassCount { get; init; }

    /// <summary>Trees per iteration: tree t adds to output t modulo this.</summary>
    public required int OutputCount { get; init; }

    public required int LabelIndex { get; init; }
    public required Objective Objective { get; init; }

    /// <summary>Predictions divide the raw score by the number of iterations (random forest).</summary>
    public required bool AverageOutput { get; init; }

    public required string[] FeatureNames { get; init; }

    /// <summary>LightGBM's word on each feature: [min:max], a:b:c for categories, or none where it was constant.</summary>
    public required string[] FeatureInfos { get; init; }

    /// <summary>The monotone_constraints line's value; empty where there was none.</summary>
    public required string MonotoneConstraints { get; init; }

    public required DecisionTree[] Trees { get; init; }

    /// <summary>The map from raw scores to probabilities that is kept with the model; null where there is none.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>What follows the trees, word for word; null where it is to be made from the trees.</summary>
    public string? Trailer { get; init; }

    /// <summary>Lines of a parameters section, for a model that has no trailer of its own.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}
