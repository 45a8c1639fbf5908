using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain;

/// <content>Judging: the score, what of it is worth recording, the episode and its interventions.</content>
public sealed partial class Customer
{
    /// <summary>A score is recorded when the probability has moved by so much since the last record.</summary>
    public const double RecordedMove = 0.02;

    /// <summary>A score is recorded at least every so many days.</summary>
    public const int RecordedDays = 7;

    /// <summary>Reasons that go with a change of level or an intervention.</summary>
    public const int ReasonsInEffects = 5;

    /// <summary>In place of a doubted day: no tick came since the latest event.</summary>
    private const int NoTick = 0;

    /// <summary>In place of a doubted day: silence is believed.</summary>
    private const int NoDoubt = 1;

    /// <summary>The latest local day on which the customer was judged.</summary>
    private int _judgedDay;
    private DateTimeOffset _judgedAt;

    /// <summary>The local day on which a history may still be loading, since the first tick after the latest event found it silent.</summary>
    private int _doubtedDay;
    private double _recordedProbability = double.NaN;
    private int _recordedDay;
    private Episode _episode;
    private int _contactedDay;
    private RiskLevel _contactedLevel;

    /// <summary>The latest score; a probability of 0 before the first event.</summary>
    public RiskScore Score { get; private set; }

    /// <summary>The local day on which the open episode began; null where none is open.</summary>
    public DateOnly? EpisodeOpenedOn => _episode.IsOpen ? DateOnly.FromDayNumber(_episode.OpenedDay) : null;

    /// <summary>Number of interventions proposed so far; the next one's id carries this plus one.</summary>
    public int InterventionCount { get; private set; }

    /// <summary>Makes sure that the next intervention's number is greater than the given one (after a recovery).</summary>
    public void SkipInterventionsTo(int number) => InterventionCount = Math.Max(InterventionCount, number);

    private void JudgeDaysThrough(int day, ModelBundle model, CustomerEffects effects)
    {
        var last = Math.Min(day, _behaviour.LatestDay + DormantAfterDays);
        while (_judgedDay < last)
        {
            _judgedDay++;
            Judge(_judgedDay, new DateTimeOffset(DateOnly.FromDayNumber(_judgedDay), TimeOnly.MinValue, _behaviour.LatestOffset), model, effects, effects.Observer);
        }
    }

    private void Judge(int day, DateTimeOffset moment, ModelBundle model, CustomerEffects effects, IDayObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(effects);
        _judgedAt = moment > _judgedAt ? moment : _judgedAt;
        Span<double> features = stackalloc double[FeatureCatalogue.Count];
        _behaviour.Features(ReadDay(day), features);
        var former = Score;
        Score = model.Score(features, Maturity);

        // Training has no rows of those who are still being learnt: they are no part of what is compared with it.
        if (Score.Maturity == Maturity.Established)
            observer?.Observe(day, HistoryDays, features, Score.Probability);
        var changed = Score.Level != former.Level;
        if (changed || !(Math.Abs(Score.Probability - _recordedProbability) < RecordedMove) || day - _recordedDay >= RecordedDays)
        {
            effects.Scores.Add((Id, new ScorePoint(_judgedAt, Score.Probability, Score.Level)
            {
                ModelVersion = model.Version,
                Shadow = ShadowScore.Of(effects.Shadow, features, Maturity),
            }));
            (_recordedProbability, _recordedDay) = (Score.Probability, day);
        }

        _episode = _episode.After(Score.Level, day);
        var plan = PlanFor(day);
        if (!changed && plan is null)
            return;
        Span<double> contributions = stackalloc double[FeatureCatalogue.Count + 1];
        model.Contributions(features, contributions);
        var readings = Readings(ReadDay(day));
        if (changed)
        {
            // What still raises the risk would not explain why it fell.
            var choice = Score.Level > former.Level ? ReasonChoice.Raising : ReasonChoice.Lowering;
            effects.RiskChanges.Add(Change(former.Level, ModelBundle.Reasons(features, contributions, readings, ReasonsInEffects, choice), model));
        }

        if (plan is not null)
        {
            var reasons = ModelBundle.Reasons(features, contributions, readings, ReasonsInEffects, ReasonChoice.Raising);
            effects.Interventions.Add(Propose(plan, day, Drivers.Of(features, contributions), reasons, model));
        }
    }

    /// <summary>
    /// The plan that the level calls for, unless the episode had one of this level or above, a contact is too recent, or the
    /// customer is still being learnt.
    /// </summary>
    private InterventionPlan? PlanFor(int day)
    {
        var level = Score.Level;
        if (InterventionPlan.For(level) is not { } plan || Score.Maturity == Maturity.Learning || level <= _episode.Highest)
            return null;
        var coolingDown = _contactedDay != 0 && _contactedLevel >= level && day - _contactedDay < plan.CoolDownDays;
        return coolingDown ? null : plan;
    }

    private RiskChange Change(RiskLevel from, IReadOnlyList<Reason> reasons, ModelBundle model) => new()
    {
        CustomerId = Id,
        At = _judgedAt,
        From = from,
        To = Score.Level,
        Probability = Score.Probability,
        Maturity = Score.Maturity,
        Reasons = reasons,
        ModelVersion = model.Version,
    };

    private Intervention Propose(InterventionPlan plan, int day, Driver driver, IReadOnlyList<Reason> reasons, ModelBundle model)
    {
        _episode = _episode with { Highest = Score.Level };
        (_contactedDay, _contactedLevel) = (day, Score.Level);
        InterventionCount++;
        return new Intervention
        {
            InterventionId = $"{Id}-i{InterventionCount}",
            CustomerId = Id,
            At = _judgedAt,
            EpisodeOpenedOn = EpisodeOpenedOn,
            Level = Score.Level,
            Kind = plan.Kind,
            Channel = plan.Channel,
            Priority = plan.Priority,
            Driver = driver,
            Message = MessageTemplates.Draft(plan.Channel, driver),
            Probability = Score.Probability,
            Reasons = reasons,
            ModelVersion = model.Version,
        };
    }
}
