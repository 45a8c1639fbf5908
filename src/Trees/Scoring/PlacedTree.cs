namespace PreDelinquency.Trees.Scoring;

/// <summary>Where a tree begins in the scoring layout, in bytes, how many steps reach its deepest leaf, and whether it has bitsets.</summary>
internal readonly record struct PlacedTree(int Root, int Depth, bool Categorical);
