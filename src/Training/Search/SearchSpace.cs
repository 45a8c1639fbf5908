namespace PreDelinquency.Training.Search;

/// <summary>What a search varies. The number of trees is not in it: it is the price of every score, so it stays as it was given.</summary>
public static class SearchSpace
{
    /// <summary>The dimensions; docs/training.md lists them.</summary>
    public static IReadOnlyList<SearchDimension> Dimensions { get; } =
    [
        new("num_leaves", 8, 64, Logarithmic: true, Whole: true),
        new("max_depth", 4, 9, Logarithmic: false, Whole: true),
        new("learning_rate", 0.05, 0.3, Logarithmic: true, Whole: false),
        new("min_data_in_leaf", 50, 1000, Logarithmic: true, Whole: true),
        new("feature_fraction", 0.2, 1, Logarithmic: false, Whole: false),
        new("bagging_fraction", 0.5, 1, Logarithmic: false, Whole: false),
        new("lambda_l2", 0.1, 50, Logarithmic: true, Whole: false),
        new("lambda_l1", 0.001, 5, Logarithmic: true, Whole: false),
        new("max_bin", 63, 255, Logarithmic: true, Whole: true),
    ];
}
