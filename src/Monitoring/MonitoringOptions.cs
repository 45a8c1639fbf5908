using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Monitoring;

/// <summary>What a live model is watched for, and from where on somebody is told.</summary>
public sealed record MonitoringOptions
{
    /// <summary>
    /// Days over which the population is compared with training: a quarter, as training spans a year and single months differ
    /// from it by the calendar alone. After a February of 28 days more bills than usual are paid within 30 days.
    /// </summary>
    public int DriftDays { get; init; } = 91;

    /// <summary>The latest of those days are also listed one by one.</summary>
    public int ListedDays { get; init; } = 30;

    /// <summary>Days observed from which on one odd month is no longer most of what is compared; before, alerts need <see cref="EarlyStabilityAlert"/>.</summary>
    public int SettledDays { get; init; } = 60;

    /// <summary>Days observed below which drift raises no alert: the time of the month alone moves features.</summary>
    public int LeastDays { get; init; } = 14;

    /// <summary>Weeks of predictions that are judged, 1 to 53.</summary>
    public int Weeks { get; init; } = 26;

    /// <summary>Days over which interventions are compared between groups.</summary>
    public int InterventionDays { get; init; } = 90;

    /// <summary>Days after the end of a label window until its missed payments count as told.</summary>
    public int ReportingDays { get; init; } = 2;

    /// <summary>Smaller groups of customers are listed, and not compared.</summary>
    public int LeastGroup { get; init; } = 50;

    /// <summary>Population stability index from which on a feature or the score raises an alert.</summary>
    public double StabilityAlert { get; init; } = PopulationStability.Shifted;

    /// <summary>
    /// The same while fewer than <see cref="SettledDays"/> days are observed. On simulated lives like those of the training
    /// two weeks alone came to 0.75 and 30 days to 0.53.
    /// </summary>
    public double EarlyStabilityAlert { get; init; } = 1;

    /// <summary>Customers times days below which drift raises no alert.</summary>
    public int LeastObservations { get; init; } = 500;

    /// <summary>By how much the AUC may fall below that of the model's own test before it raises an alert.</summary>
    public double AucLoss { get; init; } = 0.05;

    /// <summary>How far the mean probability may be from the share that missed, as a ratio, before it raises an alert.</summary>
    public double CalibrationRatio { get; init; } = 1.33;

    /// <summary>Missed payments below which figures raise no alert.</summary>
    public int LeastMissed { get; init; } = 50;

    /// <summary>
    /// An alert is raised where the whole interval of an adverse impact ratio lies below this: the four-fifths rule
    /// (29 CFR 1607.4 D), which asks itself that a difference be more than chance.
    /// </summary>
    public double LeastImpactRatio { get; init; } = 0.8;

    /// <summary>An alert is raised where the whole interval of a difference in equal opportunity lies above this.</summary>
    public double MostOpportunityDifference { get; init; } = 0.1;

    /// <summary>Confidence that all intervals of an attribute's figure hold at once.</summary>
    public double FairnessConfidence { get; init; } = 0.95;
}
