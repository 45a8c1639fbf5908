using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Monitoring;

/// <summary>What a live model is watched for, and from where on somebody is told.</summary>
public sealed record MonitoringOptions
{
    /// <summary>
    /// Days over which the population is compared with training: a quarter, as training spans a year or more and single months differ
    /// from it by the calendar alone. After a February of 28 days more bills than usual are paid within 30 days.
    /// </summary>
    public int DriftDays { get; init; } = 91;

    /// <summary>The latest of those days are also listed one by one.</summary>
    public int ListedDays { get; init; } = 30;

    /// <summary>Days observed from which on no odd month is most of what is compared; before, alerts need <see cref="EarlyStabilityAlert"/>.</summary>
    public int SettledDays { get; init; } = 91;

    /// <summary>Days observed below which drift raises no alert: the time of the month alone moves features.</summary>
    public int LeastDays { get; init; } = 14;

    /// <summary>Weeks of predictions that are judged, 1 to 53.</summary>
    public int Weeks { get; init; } = 26;

    /// <summary>
    /// Days over which interventions are compared between groups. Whether those in need were among them is asked of the missed
    /// payments of these days but the first 30, so that all that was proposed in the 30 days before a payment became missed counts.
    /// </summary>
    public int InterventionDays { get; init; } = 90;

    /// <summary>Days after the end of a label window until its missed payments count as told.</summary>
    public int ReportingDays { get; init; } = 2;

    /// <summary>Smaller groups of customers are listed, and not compared.</summary>
    public int LeastGroup { get; init; } = 50;

    /// <summary>Population stability index from which on a feature or the score raises an alert.</summary>
    public double StabilityAlert { get; init; } = PopulationStability.Shifted;

    /// <summary>The same while fewer than <see cref="SettledDays"/> days are observed: what the calendar does to single months stays below it.</summary>
    public double EarlyStabilityAlert { get; init; } = 1;

    /// <summary>
    /// Customers below which drift raises no alert. The days of one customer resemble each other, so it is customers that count:
    /// by chance alone the index comes to (bins - 1) / customers at most (Yurdakul, Statistical properties of the population
    /// stability index, 2018), 0.05 of 200.
    /// </summary>
    public int LeastCustomers { get; init; } = 200;

    /// <summary>Latest weeks that are judged beside all <see cref="Weeks"/>, so that what changes now is not lost among what was.</summary>
    public int RecentWeeks { get; init; } = 8;

    /// <summary>An alert is raised where the whole interval of the AUC lies so far below that of the model's own test.</summary>
    public double AucLoss { get; init; } = 0.05;

    /// <summary>
    /// An alert is raised where the whole interval of the mean probability divided by the share that missed, or by the share in
    /// the model's own test, lies above this or below its inverse.
    /// </summary>
    public double CalibrationRatio { get; init; } = 1.33;

    /// <summary>Missed payments, come or expected, below which figures raise no alert: intervals of fewer are not to be relied on.</summary>
    public int LeastMissed { get; init; } = 50;

    /// <summary>Customers with a missed payment below which a group is not compared by what became of them: scores of one customer are alike, so it is customers that count.</summary>
    public int LeastMissedCustomers { get; init; } = 50;

    /// <summary>
    /// An alert is raised where the whole interval of the ratio of shares contacted, of those who missed a payment, lies below
    /// this: the four-fifths rule (29 CFR 1607.4 D), which asks itself that a difference be more than chance.
    /// </summary>
    public double LeastHelpRatio { get; init; } = 0.8;

    /// <summary>An alert is raised where the whole interval of a difference in equal opportunity lies above this.</summary>
    public double MostOpportunityDifference { get; init; } = 0.1;

    /// <summary>Confidence that no alert of fairness is false, whoever looks every day for <see cref="Weeks"/> weeks; of what is shown only, that all intervals of a figure hold at once.</summary>
    public double FairnessConfidence { get; init; } = 0.95;

    /// <summary>
    /// The confidence of one figure on one day. The error that all looks may make together is spent evenly on them (Lan and
    /// DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70, 1983, with a linear spending function). By
    /// Bonferroni's bound, which holds however windows overlap; figures of one day are the same however often they are asked for.
    /// </summary>
    /// <param name="figures">Figures that may raise an alert.</param>
    internal double FairnessConfidenceOfADay(int figures) => 1 - ((1 - FairnessConfidence) / (figures * Weeks * Judgements.Spacing));
}
