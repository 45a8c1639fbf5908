namespace PreDelinquency.Gateway.Contracts;

/// <summary>One thing to do.</summary>
/// <param name="Lever">What is moved, like <c>keep_buffer</c>; docs/features.md lists them.</param>
/// <param name="By">customer, bank or both: who can do it.</param>
/// <param name="Size">The effort, counted as days of usual spending that are not spent; above 0.</param>
/// <param name="Text">A plain sentence.</param>
public sealed record CounterfactualChangeDocument(string Lever, string By, double Size, string Text);
