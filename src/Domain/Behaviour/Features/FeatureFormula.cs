namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Computes one feature; pure, allocates nothing.</summary>
public delegate Reading FeatureFormula(in BehaviourView view);
