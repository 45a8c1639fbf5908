namespace PreDelinquency.Training.Measuring;

/// <summary>Distinct customers behind figures: however many rows a customer has, chance had one go.</summary>
/// <param name="All">Customers with a row.</param>
/// <param name="Missing">Customers with a row that misses a payment.</param>
/// <param name="Calm">Customers with a row that misses none.</param>
/// <param name="Flagged">Customers with a row at MEDIUM, HIGH and CRITICAL or above.</param>
internal sealed record CustomerCounts(int All, int Missing, int Calm, IReadOnlyList<int> Flagged)
{
    /// <summary>How many stand behind a figure.</summary>
    public int Behind(Figure figure) => figure switch
    {
        Figure.Auc or Figure.PrAuc or Figure.KolmogorovSmirnov or (>= Figure.Lift1 and <= Figure.Lift10) => Math.Min(Missing, Calm),
        Figure.RecallMedium or Figure.RecallHigh or Figure.RecallCritical => Missing,
        Figure.FalseRateMedium or Figure.FalseRateHigh or Figure.FalseRateCritical => Calm,
        Figure.PrecisionMedium => Flagged[0],
        Figure.PrecisionHigh => Flagged[1],
        Figure.PrecisionCritical => Flagged[2],
        _ => All,
    };
}
