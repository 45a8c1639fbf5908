namespace PreDelinquency.Gateway.Contracts;

/// <summary>The alerts of the live model at this moment.</summary>
/// <param name="At">As of when.</param>
/// <param name="Items">By kind.</param>
public sealed record AlertPage(DateTimeOffset At, IReadOnlyList<AlertDocument> Items);
