namespace PreDelinquency.Gateway.Contracts;

/// <summary>One feature with another value.</summary>
/// <param name="Feature">Its name, see <c>GET /features</c>.</param>
/// <param name="From">The value as of now, in the feature's unit.</param>
/// <param name="To">The value with all changes made.</param>
public sealed record FeatureChangeDocument(string Feature, double From, double To);
