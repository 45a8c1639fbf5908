using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>One thing to do in a counterfactual.</summary>
/// <param name="Lever">What is moved.</param>
/// <param name="Step">How far.</param>
public sealed record CounterfactualChange(Lever Lever, LeverStep Step)
{
    /// <summary>The effort, counted as days of usual spending that are not spent; above 0.</summary>
    public double Size => Lever.EffortOf(Step);
}
