namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>A feature's value with what it was made of.</summary>
/// <param name="Value">What the model reads; NaN where not known.</param>
/// <param name="Observed">What was measured, in natural units.</param>
/// <param name="Usual">What is usual for this customer, in the same; NaN where the feature compares nothing.</param>
public readonly record struct Reading(double Value, double Observed, double Usual)
{
    /// <summary>A value that stands for itself.</summary>
    public static Reading Plain(double value) => new(value, value, double.NaN);
}
