namespace PreDelinquency.Gateway.Contracts;

/// <summary>A value that the policy that waits would change.</summary>
/// <param name="File">policy.yaml, or a file of texts.</param>
/// <param name="Key">Where in it, like <c>levels.high.priority</c>.</param>
/// <param name="Before">In force; null where it is new.</param>
/// <param name="After">In the policy that waits; null where it is gone.</param>
public sealed record PolicyDifferenceDocument(string File, string Key, string? Before, string? After);
