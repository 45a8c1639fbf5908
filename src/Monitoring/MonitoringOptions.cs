using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>What a live model is watched for, and from where on somebody is told.</summary>
public sealed record MonitoringOptions
{
    /// <summary>
    /// Days over which the population is compared with training: a quarter, as single months differ from a year by the calendar
    /// alone. After a February of 28 days more bills than usual are paid within 30 days.
    /// </summary>
    public int DriftDays { get; init; } = 91;

    /// <summary>The latest of those days are also listed one by one.</summary>
    public int ListedDays { get; init; } = 30;

    /// <summary>Days observed from which on no odd month is most of what is compared; before, alerts need <see cref="EarlyStabilityAlert"/>.</summary>
    public int SettledDays { get; init; } = 91;

    /// <summary>
    /// Days that training rows span from which on they have seen about every season; of fewer, alerts need <see cref="EarlyStabilityAlert"/>
    /// for good: a spring is spread otherwise than the autumn that was learnt from.
    /// </summary>
    public int ReferenceDays { get; init; } = 330;

    /// <summary>Days observed below which drift raises no alert: the time of the month alone moves features.</summary>
    public int LeastDays { get; init; } = 14;

    /// <summary>
    /// Customers whose scores are held in memory at most while one looks; of more, every second, fourth, eighth … one is looked
    /// at. Drift counts all of them all the same.
    /// </summary>
    public int MostCustomers { get; init; } = 65_536;

    /// <summary>Weeks of predictions that are judged, 1 to 53.</summary>
    public int Weeks { get; init; } = 26;

    /// <summary>Days over which the shares contacted of all customers are shown.</summary>
    public int InterventionDays { get; init; } = 90;

    /// <summary>
    /// Days before a missed payment in which help that was proposed counts as help before it. Half of those who are warned are so
    /// 83 days ahead or more (the shipped model's card, at MEDIUM), and an episode brings each kind of help once.
    /// </summary>
    public int HelpDays { get; init; } = 182;

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

    /// <summary>
    /// Customers with a missed payment, come or expected, below which figures raise no alert and a group is not compared by what
    /// became of it: intervals of fewer are not to be relied on, and scores of one customer are alike, so it is customers that count.
    /// </summary>
    public int LeastMissedCustomers { get; init; } = 50;

    /// <summary>
    /// An alert is raised where the ratio of shares helped, of missed payments, lies below this and is more than chance: the
    /// four-fifths rule, which asks for both (29 CFR 1607.4 D).
    /// </summary>
    public double LeastHelpRatio { get; init; } = 0.8;

    /// <summary>An alert is raised where a difference in equal opportunity lies above this and is more than chance.</summary>
    public double MostOpportunityDifference { get; init; } = 0.1;

    /// <summary>Confidence that no group treated alike raises an alert of fairness, whoever looks how often in <see cref="Weeks"/> weeks; of what is shown only, that all intervals of a figure hold at once.</summary>
    public double FairnessConfidence { get; init; } = 0.95;

    /// <summary>Standard errors that an interval of one of several pairs of groups spans to either side (Bonferroni).</summary>
    /// <param name="groups">Groups beside each other, 2 or more.</param>
    internal double FairnessQuantile(int groups) => NormalQuantile.Of(1 - ((1 - FairnessConfidence) / (groups * (groups - 1))));

    /// <summary>The same of one of several figures that may raise an alert at any moment of <see cref="Weeks"/> weeks.</summary>
    /// <param name="groups">Groups beside each other, 2 or more.</param>
    /// <param name="figures">Figures that may raise an alert.</param>
    internal double WatchedFairnessQuantile(int groups, int figures) => SlidingQuantile.Of((1 - FairnessConfidence) / (figures * groups * (groups - 1)), Days / (Days - LabelWindow.UpToDays - ReportingDays));

    // Of the days looked back on, what came is known of all but the latest: the shorter of the windows moves on by more than its length.
    private double Days => Weeks * Judgements.Spacing;
}
