namespace PreDelinquency.Gateway.Contracts;

/// <summary>One field that breaks a rule; a problem document lists them under <c>errors</c>.</summary>
/// <param name="Field">Name of the field, in snake_case, with its path where it is nested.</param>
/// <param name="Rule">What it must satisfy.</param>
public sealed record ProblemField(string Field, string Rule);
