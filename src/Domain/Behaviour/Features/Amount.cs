namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Something counted or summed, beside what is usual for the customer in the same unit; NaN where not known.</summary>
public readonly record struct Amount(double Now, double Usual)
{
    /// <summary>How far it goes beyond the usual, at least 0; NaN where not known.</summary>
    public double Excess => Math.Max(Now - Usual, 0);

    /// <summary>As much less; never below 0.</summary>
    public Amount Less(double part) => this with { Now = Math.Max(Now - part, 0) };
}
