using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>A live model looked at from all sides, from what was committed and nothing else: equal stores give equal results.</summary>
/// <param name="At">The present.</param>
/// <param name="Drift">Is the population the one of training?</param>
/// <param name="Performance">Do scores foretell what they should?</param>
/// <param name="Fairness">Are groups treated alike?</param>
/// <param name="Alerts">What crossed its threshold.</param>
public sealed record Examination(DateTimeOffset At, DriftReport Drift, PerformanceReport Performance, FairnessReport Fairness, IReadOnlyList<Alert> Alerts)
{
    /// <summary>Reads the store and looks; takes time in proportion to the scores of the last weeks, and memory in proportion to those of at most <see cref="MonitoringOptions.MostCustomers"/> customers.</summary>
    /// <param name="history">What was committed.</param>
    /// <param name="champion">The model in use.</param>
    /// <param name="now">The present, by the stream's clock.</param>
    /// <param name="options">What to look for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store does not work now.</exception>
    public static Examination Of(IModelHistory history, ModelBundle champion, DateTimeOffset now, MonitoringOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(options);
        var today = DateOnly.FromDateTime(now.DateTime);
        var drift = DriftExamination.Of(history, champion, today, options);
        var part = PartOfCustomers.Of(history, options.MostCustomers);
        var judgements = Judgements.Read(part, today, options, cancellationToken);
        var missed = history.ReadMissedPayments(today.AddDays(-options.Weeks * Judgements.Spacing)).LongCount();
        var performance = PerformanceExamination.Of(judgements, missed, today, options);
        var fairness = FairnessExamination.Of(part, judgements, champion, today, options);
        return new Examination(now, drift, performance, fairness,
        [
            .. DriftExamination.Alerts(drift, options),
            .. PerformanceExamination.Alerts(performance, champion, options),
            .. FairnessExamination.Alerts(fairness, options),
        ]);
    }
}
