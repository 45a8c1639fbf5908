using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Hosting;

/// <summary>
/// Counts how features and scores are spread, customer by customer and day by day, for the commit that is being filled: it is
/// committed with what led to it, so nobody is counted twice or not at all. History being loaded is not counted, nor are
/// customers whose own history is short, and a model without a reference has nothing to be held against.
/// </summary>
public sealed class DayObservations : IDayObserver
{
    private const long DayMs = 24 * 3600 * 1000;
    private static readonly long EpochDay = new DateOnly(1970, 1, 1).DayNumber;
    private readonly SortedDictionary<int, PopulationCounts> _days = [];
    private ModelBundle? _model;
    private int _firstDay;

    /// <summary>Who judges from here on.</summary>
    public void Judging(ModelBundle model) => _model = model;

    /// <summary>Days that began before the cutoff (Unix milliseconds) are history.</summary>
    public void Begin(long newsCutoffMs) => _firstDay = (int)(EpochDay + Math.Clamp((newsCutoffMs + DayMs - 1) / DayMs, -EpochDay, DateOnly.MaxValue.DayNumber - EpochDay));

    public void Observe(int day, int historyDays, ReadOnlySpan<double> features, double probability)
    {
        if (day < _firstDay || historyDays < PopulationCounts.LeastHistoryDays || _model?.Reference is not { } reference)
            return;
        if (!_days.TryGetValue(day, out var counts))
            _days.Add(day, counts = new PopulationCounts(reference.Bins));
        counts.Add(reference, features, probability);
    }

    /// <summary>Hands over what was counted since the last time.</summary>
    public void MoveTo(ICollection<Ports.ObservedDay> observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        foreach (var (day, counts) in _days)
            observed.Add(new Ports.ObservedDay(DateOnly.FromDayNumber(day), _model!.Version, counts));
        _days.Clear();
    }
}
