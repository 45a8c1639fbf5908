namespace PreDelinquency.Trees.Training.Binning;

/// <summary>The group and lane that hold a feature's bins.</summary>
internal readonly record struct FeaturePlace(int Group, int Lane);
