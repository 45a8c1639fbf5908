namespace PreDelinquency.Gateway.Contracts;

/// <summary>How groups that customers declare, and that no model reads, are treated.</summary>
/// <param name="At">As of when.</param>
/// <param name="ModelVersion">The champion, whose scores these are.</param>
/// <param name="Attributes">age_band and region of the profile.</param>
/// <param name="Alerts">Of fairness.</param>
public sealed record FairnessDocument(DateTimeOffset At, string ModelVersion, IReadOnlyList<AttributeFairnessDocument> Attributes, IReadOnlyList<AlertDocument> Alerts);
