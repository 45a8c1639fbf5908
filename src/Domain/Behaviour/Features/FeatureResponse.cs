namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>A feature's value in a situation; NaN where the situation does not tell.</summary>
public delegate double FeatureResponse(Situation situation);
