using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training;

/// <summary>What was known of a customer at the end of a day, and what came of it.</summary>
/// <param name="CustomerId">Whose row.</param>
/// <param name="CutOff">Local day at whose end the features were taken.</param>
/// <param name="Features">In catalogue order; NaN where not known.</param>
public sealed record PointInTimeRow(string CustomerId, DateOnly CutOff, double[] Features)
{
    /// <summary>Days from the customer's first transaction to the cut-off, both counted; 0 where that is not known.</summary>
    public int HistoryDays { get; init; }

    /// <summary>Whether a payment became missed within the <see cref="LabelWindow"/>.</summary>
    public bool Misses { get; init; }

    /// <summary>Days from the cut-off to each day within the window on which a payment became missed, rising; empty where there is none.</summary>
    public IReadOnlyList<int> LeadDays { get; init; } = [];

    /// <summary>Whether a payment had become missed within the 60 days up to the cut-off: such a customer is no surprise.</summary>
    public bool MissedBefore { get; init; }
}
