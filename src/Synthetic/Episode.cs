namespace PreDelinquency.Synthetic;

/// <summary>One hidden cause or look-alike in a life. Reports may read it; a model never sees it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Onset">The day on which it began.</param>
/// <param name="End">The day on which it will be over, as its process drew it.</param>
/// <param name="Depth">How bad: the share of income lost, or of monthly income spent, by kind.</param>
public sealed record Episode(EpisodeKind Kind, DateOnly Onset, DateOnly End, double Depth);
