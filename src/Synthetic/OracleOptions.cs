namespace PreDelinquency.Synthetic;

/// <summary>How the oracle looks into the future.</summary>
public sealed record OracleOptions
{
    /// <summary>Futures lived per customer and day, 10 to 10,000; the standard error of a probability p is √(p (1 − p) / Draws).</summary>
    public int Draws { get; init; } = 200;

    /// <summary>Days from one estimate of a customer to the next, 1 to 60; 12 are the cut-offs that training takes.</summary>
    public int SpacingDays { get; init; } = 12;

    /// <summary>Whose futures are lived, by customer id; null for everybody's. Most of the time of a large population goes into them.</summary>
    public Func<string, bool>? Of { get; init; }

    /// <summary>The first day of an estimate; null for the first of the population.</summary>
    public DateOnly? From { get; init; }
}
