namespace PreDelinquency.Trees;

/// <summary>Which choices of a feature lead towards a leaf. Choice 0 is the row's own value, choice i the i-th alternative.</summary>
/// <param name="Feature">Place in the row.</param>
/// <param name="First">The first choice.</param>
/// <param name="Last">The last one; all between lead there too.</param>
public readonly record struct ChoiceRange(int Feature, int First, int Last);
