namespace PreDelinquency.Synthetic;

/// <summary>Groups of <see cref="EpisodeKind"/>.</summary>
public static class EpisodeKinds
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)EpisodeKind.NewJobGap + 1;

    /// <summary>Whether the kind is a cause of trouble; the others only look like one.</summary>
    public static bool IsTrouble(this EpisodeKind kind) => kind <= EpisodeKind.Fraud;
}
