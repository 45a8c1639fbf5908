using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Measuring;

/// <summary>A missed payment, and since when it was warned of. Obligations of a customer that become missed on one day are one.</summary>
/// <param name="CustomerId">Whose.</param>
/// <param name="MissedOn">The day on which it became missed.</param>
/// <param name="DaysMedium">
/// Days from the cut-off with which the unbroken run of rows at MEDIUM or above began that reaches the label window before
/// <paramref name="MissedOn"/>; null where no row in that window was.
/// </param>
/// <param name="DaysHigh">The same of HIGH.</param>
public sealed record WarnedPayment(string CustomerId, DateOnly MissedOn, int? DaysMedium, int? DaysHigh)
{
    /// <summary>The days at <see cref="RiskLevel.Medium"/> or <see cref="RiskLevel.High"/>.</summary>
    public int? Days(RiskLevel level) => level switch
    {
        RiskLevel.Medium => DaysMedium,
        RiskLevel.High => DaysHigh,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "must be MEDIUM or HIGH."),
    };
}
