using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Monitoring;

/// <summary>What a live model is watched for, and from where on somebody is told.</summary>
public sealed record MonitoringOptions
{
    /// <summary>Days over which the population is compared with training; over a single day the calendar alone moves features.</summary>
    public int DriftDays { get; init; } = 30;

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

    /// <summary>Customers times days below which drift raises no alert.</summary>
    public int LeastObservations { get; init; } = 500;

    /// <summary>By how much the AUC may fall below that of the model's own test before it raises an alert.</summary>
    public double AucLoss { get; init; } = 0.05;

    /// <summary>How far the mean probability may be from the share that missed, as a ratio, before it raises an alert.</summary>
    public double CalibrationRatio { get; init; } = 1.33;

    /// <summary>Missed payments below which figures raise no alert.</summary>
    public int LeastMissed { get; init; } = 50;

    /// <summary>Adverse impact ratio below which an alert is raised: the four-fifths rule (29 CFR 1607.4 D).</summary>
    public double LeastImpactRatio { get; init; } = 0.8;

    /// <summary>Difference in equal opportunity from which on an alert is raised.</summary>
    public double MostOpportunityDifference { get; init; } = 0.1;
}
