using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain;

/// <summary>
/// One customer: bounded rolling behaviour, the current score, the open episode. Two entry points change it,
/// <see cref="Apply"/> and <see cref="Tick"/>; both are deterministic and do no I/O. Not thread-safe.
/// </summary>
public sealed partial class Customer
{
    /// <summary>Without an event for so many days a customer is no longer judged day by day.</summary>
    public const int DormantAfterDays = 45;

    /// <summary>An event so many days old still counts as one of the present.</summary>
    public const int CurrentDays = 2;

    /// <summary>History from which on the customer's habits count as known.</summary>
    public const int LearningDays = 60;

    private RollingBehaviour _behaviour = new();

    public Customer(string id) => Id = id;

    public string Id { get; }

    /// <summary>Read when a message is written; not part of <see cref="Write"/>.</summary>
    public CustomerProfile? Profile { get; set; }

    /// <summary>Timestamp of the latest accepted event.</summary>
    public DateTimeOffset? LatestEvent => _behaviour.LatestEvent;

    public long TransactionCount => _behaviour.TransactionCount;

    /// <summary>Days from the first to the latest event, both counted.</summary>
    public int HistoryDays => _behaviour.HistoryDays;

    private Maturity Maturity => HistoryDays < LearningDays ? Maturity.Learning : Maturity.Established;

    /// <summary>An event happened. Days that began since the last judgement are judged first, as <see cref="Tick"/> would have.</summary>
    public Applied Apply(Transaction transaction, ModelBundle model, CustomerEffects effects)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var examined = _behaviour.Examine(transaction, out var day, out var hash);
        if (examined != Applied.Accepted)
            return examined;

        // By the offset known so far a later day may have begun already: a tick in time would have judged it.
        if (TransactionCount > 0)
            JudgeDaysThrough(Math.Max(day, LocalDay(transaction.Timestamp)), model, effects);
        _behaviour.Add(transaction, day, hash);
        _doubtedDay = NoTick;

        // Judged far ahead of the events: that was a tick while history was being loaded. Go back to where the history is.
        if (_judgedDay > _behaviour.LatestDay + RollingBehaviour.LatenessDays)
            (_judgedDay, _judgedAt) = (_behaviour.LatestDay, transaction.Timestamp);
        _judgedDay = Math.Max(_judgedDay, day);
        Judge(_judgedDay, transaction.Timestamp, model, effects);
        return Applied.Accepted;
    }

    /// <summary>
    /// Time passed: judges every local day that began up to now and was not judged yet, each at its start, which is the end of
    /// the day before: so features are read as training reads them. Silence is
    /// told from a history that is still being loaded: where the latest event lies more than <see cref="CurrentDays"/> days
    /// back, the ticks of the local day on which the first one after it comes judge nothing; where it lies more than
    /// <see cref="DormantAfterDays"/> days back, none does, and the days up to then are judged with the next event. A tick
    /// after another one of the same local day changes nothing.
    /// </summary>
    public void Tick(DateTimeOffset now, ModelBundle model, CustomerEffects effects)
    {
        if (TransactionCount == 0)
            return;
        var today = LocalDay(now);
        var silentDays = today - _behaviour.LatestDay;
        if (silentDays is > CurrentDays and <= DormantAfterDays && (_doubtedDay == NoTick || today <= _doubtedDay))
        {
            _doubtedDay = Math.Max(_doubtedDay, today);
            return;
        }

        _doubtedDay = NoDoubt;
        if (silentDays <= DormantAfterDays)
            JudgeDaysThrough(today, model, effects);
    }

    /// <summary>Scores and explains as of a moment, changing nothing.</summary>
    public RiskAssessment Assess(DateTimeOffset now, ServedModels models)
    {
        ArgumentNullException.ThrowIfNull(models);
        Span<double> features = stackalloc double[FeatureCatalogue.Count];
        Features(now, features);
        return models.Champion.Assess(features, Readings(ReadDay(LocalDay(now))), Maturity, now) with
        {
            CustomerId = Id,
            Shadow = ShadowScore.Of(models.Shadow, features, Maturity),
        };
    }

    /// <summary>Scores and explains as of a moment, if some features had other values; changes nothing.</summary>
    public RiskAssessment Assume(Assumption assumption, DateTimeOffset now, ServedModels models)
    {
        ArgumentNullException.ThrowIfNull(assumption);
        Span<double> features = stackalloc double[FeatureCatalogue.Count];
        Features(now, features);
        return assumption.Assess(features, Readings(ReadDay(LocalDay(now))), Maturity, now, models) with { CustomerId = Id };
    }

    /// <summary>
    /// Fills the feature vector as of a moment, in catalogue order; NaN where not known. A local day counts from its first
    /// event on, or once it is over.
    /// </summary>
    public void Features(DateTimeOffset now, Span<double> features) => _behaviour.Features(ReadDay(LocalDay(now)), features);

    /// <summary>The local day as of whose end <see cref="Features"/> are at a moment.</summary>
    public DateOnly FeatureDay(DateTimeOffset now) => DateOnly.FromDayNumber(ReadDay(LocalDay(now)));

    /// <summary>
    /// The day as of whose end features are read on a day: training takes its rows when a day is over, and a day of which
    /// nothing is known yet would look like one on which nothing happened.
    /// </summary>
    private int ReadDay(int day) => Math.Max(day - 1, _behaviour.LatestDay);

    private int LocalDay(DateTimeOffset moment) => TransactionRules.DayOf(moment.ToOffset(_behaviour.LatestOffset));

    private Reading[] Readings(int asOfDay)
    {
        if (TransactionCount == 0)
            return [];
        Span<double> buffer = stackalloc double[BehaviourView.BufferLength];
        Span<BillRhythm> bills = stackalloc BillRhythm[BehaviourView.BillKinds];
        var view = new BehaviourView(buffer, bills);
        _behaviour.Fill(ref view, asOfDay);
        var readings = new Reading[FeatureCatalogue.Count];
        for (var i = 0; i < readings.Length; i++)
            readings[i] = FeatureCatalogue.All[i].Compute(view);
        return readings;
    }
}
