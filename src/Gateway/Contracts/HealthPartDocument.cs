namespace PreDelinquency.Gateway.Contracts;

/// <summary>One part that must work.</summary>
/// <param name="Part">Like <c>store</c>, <c>engine</c>, <c>model</c> or <c>demo</c>.</param>
/// <param name="Healthy">Whether it works now.</param>
/// <param name="Detail">Where it does not, why; else what it is.</param>
public sealed record HealthPartDocument(string Part, bool Healthy, string Detail);
