namespace PreDelinquency.Gateway.Contracts;

/// <summary>One part that the process consists of.</summary>
/// <param name="Part">Like <c>store</c>, <c>engine</c>, <c>model</c> or <c>demo</c>.</param>
/// <param name="Healthy">Whether it works now.</param>
/// <param name="Detail">Where it does not, why; else what it is.</param>
/// <param name="Essential">Whether requests need it. One that they do not need, like <c>kafka</c>, does not decide upon <c>ready</c>.</param>
public sealed record HealthPartDocument(string Part, bool Healthy, string Detail, bool Essential);
