namespace PreDelinquency.Gateway.Contracts;

/// <summary>One feature with another value.</summary>
/// <param name="Feature">Its name, see <c>GET /features</c>.</param>
/// <param name="From">The value as of now, in the feature's unit.</param>
/// <param name="To">The value instead of it, between that and the usual one.</param>
/// <param name="Size">The share of the thresholds that the model has for the feature which lie between the two, above 0 and at most 1.</param>
/// <param name="Text">A plain sentence.</param>
public sealed record CounterfactualChangeDocument(string Feature, double From, double To, double Size, string Text);
