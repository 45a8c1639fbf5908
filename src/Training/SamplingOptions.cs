namespace PreDelinquency.Training;

/// <summary>At which moments of which histories features are taken.</summary>
public sealed record SamplingOptions
{
    /// <summary>Days from one cut-off of a customer to the next, 1 to 60. Every customer has a grid of their own, so that
    /// all days of the month occur.</summary>
    public int SpacingDays { get; init; } = 12;

    /// <summary>History that a customer has before the first cut-off, in days.</summary>
    public int HistoryDays { get; init; } = Domain.Customer.LearningDays;
}
