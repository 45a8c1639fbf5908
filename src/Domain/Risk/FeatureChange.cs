namespace PreDelinquency.Domain.Risk;

/// <summary>One feature's part in a counterfactual.</summary>
/// <param name="Feature">Name in the feature catalogue.</param>
/// <param name="From">The present value, in the feature's unit.</param>
/// <param name="To">The value with all changes made.</param>
public sealed record FeatureChange(string Feature, double From, double To);
