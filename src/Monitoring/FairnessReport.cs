namespace PreDelinquency.Monitoring;

/// <summary>How groups that are no features are treated.</summary>
/// <param name="ModelVersion">The champion, whose scores these are.</param>
/// <param name="Attributes">Declared attributes.</param>
public sealed record FairnessReport(string ModelVersion, IReadOnlyList<AttributeFairness> Attributes);
