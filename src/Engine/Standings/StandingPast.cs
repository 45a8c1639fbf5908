namespace PreDelinquency.Engine.Standings;

/// <summary>How all customers stood on each of the last <see cref="IStandings.Days"/> days before a moment.</summary>
/// <param name="At">The moment that days are counted back from.</param>
/// <param name="Changes">From day to day; each combination once.</param>
public sealed record StandingPast(DateTimeOffset At, IReadOnlyList<StandingChange> Changes);
