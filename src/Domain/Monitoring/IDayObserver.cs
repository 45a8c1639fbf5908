namespace PreDelinquency.Domain.Monitoring;

/// <summary>Sees every customer once for every local day on which it is judged, at the start of that day.</summary>
public interface IDayObserver
{
    /// <param name="day">Number of the local day.</param>
    /// <param name="features">In catalogue order, as of the start of the day; NaN where not known. Valid during the call only.</param>
    /// <param name="probability">The score.</param>
    void Observe(int day, ReadOnlySpan<double> features, double probability);
}
