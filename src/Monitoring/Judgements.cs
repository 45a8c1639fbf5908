using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>
/// The scores that stood on the days of a weekly grid. A score stands from the moment it was recorded until the next one, and
/// as one is recorded at least weekly, no longer than eight days; so every customer that is alive counts once a week. Who
/// was still being learnt is left out, as in the test of the model: whoever had no score before a day was new on it.
/// </summary>
internal sealed class Judgements
{
    /// <summary>Days from one grid day to the next.</summary>
    public const int Spacing = 7;

    private const int LongestDays = 8;

    /// <summary>Days read before the first that counts: enough to tell who was new.</summary>
    private const int DaysBefore = Customer.LearningDays + LongestDays;

    private readonly Dictionary<(string Version, bool IsShadow), List<Judgement>> _byModel = [];

    private Judgements(ILookup<int, int> missedDays) => MissedDays = missedDays;

    /// <summary>Per customer, the days on which a payment became missed.</summary>
    public ILookup<int, int> MissedDays { get; }

    /// <summary>Per model and whether it scored as the shadow, what it said, in no order.</summary>
    public IReadOnlyDictionary<(string Version, bool IsShadow), List<Judgement>> ByModel => _byModel;

    /// <summary>Reads what was said and what came of it.</summary>
    /// <param name="history">The store.</param>
    /// <param name="today">The present.</param>
    /// <param name="options">How far back.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Judgements Read(IModelHistory history, DateOnly today, MonitoringOptions options, CancellationToken cancellationToken)
    {
        var first = today.DayNumber - (options.Weeks * Spacing);
        var missed = history.ReadMissedPayments(DateOnly.FromDayNumber(first)).ToLookup(m => m.CustomerNo, m => m.Payment.MissedOn.DayNumber);

        // Where nobody tells of missed payments any more, nothing later is known, rather than good; a day that is still to come tells nothing.
        var told = missed.SelectMany(m => m).Where(day => day <= today.DayNumber).DefaultIfEmpty(0).Max();
        var known = Math.Min(today.DayNumber - options.ReportingDays, told) - LabelWindow.UpToDays;
        var judgements = new Judgements(missed);
        var standing = new Dictionary<int, ScorePoint>();
        var knownFrom = new Dictionary<int, int>();
        var read = 0;
        foreach (var (customerNo, point) in history.ReadScorePoints(At(first - DaysBefore)))
        {
            if (++read % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (standing.TryGetValue(customerNo, out var former))
            {
                // A history that was loaded later leads back in time: the present stands.
                if (point.At < former.At)
                    continue;
                judgements.Add(customerNo, former, DayOf(point), knownFrom[customerNo], missed[customerNo], known);
            }
            else
            {
                knownFrom.Add(customerNo, DayOf(point) < first - Customer.LearningDays ? first : DayOf(point) + Customer.LearningDays);
            }

            standing[customerNo] = point;
        }

        foreach (var (customerNo, point) in standing)
            judgements.Add(customerNo, point, today.DayNumber + 1, knownFrom[customerNo], missed[customerNo], known);
        return judgements;
    }

    // The grid days on which a score stood: from its own day up to the day before the next one's.
    private void Add(int customerNo, ScorePoint point, int until, int from, IEnumerable<int> missedDays, int known)
    {
        if (point.ModelVersion is null)
            return;
        var day = Math.Max(DayOf(point), from);
        var end = Math.Min(until, DayOf(point) + LongestDays);
        for (day += (Spacing - (day % Spacing)) % Spacing; day < end; day += Spacing)
        {
            bool? missed = day <= known ? missedDays.Any(m => LabelWindow.Contains(day, m)) : null;
            Of(point.ModelVersion, isShadow: false).Add(new Judgement(customerNo, day, point.Probability, point.Level, missed));
            if (point.Shadow is { } shadow)
                Of(shadow.ModelVersion, isShadow: true).Add(new Judgement(customerNo, day, shadow.Probability, shadow.Level, missed));
        }
    }

    private List<Judgement> Of(string version, bool isShadow)
    {
        if (!_byModel.TryGetValue((version, isShadow), out var list))
            _byModel.Add((version, isShadow), list = []);
        return list;
    }

    private static int DayOf(ScorePoint point) => DateOnly.FromDateTime(point.At.DateTime).DayNumber;

    private static DateTimeOffset At(int day) => new(DateOnly.FromDayNumber(Math.Max(day, 1)), TimeOnly.MinValue, TimeSpan.Zero);
}
