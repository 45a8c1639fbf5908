namespace PreDelinquency.Domain.Monitoring;

/// <summary>
/// Sees every customer once for every local day on which it is judged, at the start of that day: what training would take of
/// the day before, as those still being learnt are left out here as there.
/// </summary>
public interface IDayObserver
{
    /// <param name="day">Number of the local day that begins.</param>
    /// <param name="historyDays">Days from the customer's first event to the latest one, both counted.</param>
    /// <param name="features">In catalogue order, as of the end of the day before; NaN where not known. Valid during the call only.</param>
    /// <param name="probability">The score.</param>
    void Observe(int day, int historyDays, ReadOnlySpan<double> features, double probability);
}
