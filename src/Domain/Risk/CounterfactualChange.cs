namespace PreDelinquency.Domain.Risk;

/// <summary>One feature's part in a counterfactual.</summary>
/// <param name="Feature">Name in the feature catalogue.</param>
/// <param name="From">The present value, in the feature's unit.</param>
/// <param name="To">The value instead of it, between the present and the usual one.</param>
/// <param name="Size">The share of the feature's thresholds in the model that lie between the two, above 0 and at most 1.</param>
/// <param name="Text">A plain sentence.</param>
public sealed record CounterfactualChange(string Feature, double From, double To, double Size, string Text);
