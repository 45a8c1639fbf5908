namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>One setting of a lever for one customer.</summary>
/// <param name="Amount">How far it is moved, in the lever's unit.</param>
/// <param name="Text">What is to be done, a sentence.</param>
/// <param name="Apply">The situation as if it had been so within the windows that features look at.</param>
public sealed record LeverStep(double Amount, string Text, Func<Situation, Situation> Apply);
