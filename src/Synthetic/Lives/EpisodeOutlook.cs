namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// What nobody knows of a running episode: how long it will last. A life draws that when the episode begins; whoever looks
/// ahead from a later day may know only that it is not over yet.
/// </summary>
internal static class EpisodeOutlook
{
    private static readonly EpisodeLength[] Lengths = Declare();

    /// <summary>Whether nobody knows how long an episode of a kind will last; else it is fixed, or agreed on beforehand by those concerned.</summary>
    public static bool IsOpen(EpisodeKind kind) => Lengths[(int)kind].Least > 0;

    /// <summary>The length of an episode of an open kind, counted from its onset, or from the end of a notice.</summary>
    public static EpisodeLength LengthOf(EpisodeKind kind) => Lengths[(int)kind];

    /// <summary>Draws the ends of the running episodes anew, given that none was over on the latest day.</summary>
    public static void Redraw(LifeState life)
    {
        var latest = life.Today - 1;
        foreach (ref var episode in life.Episodes.AsSpan(0, life.EpisodeCount))
        {
            if (!IsOpen(episode.Kind))
                continue;
            var start = episode.Kind == EpisodeKind.JobLoss ? episode.Mark : episode.Onset;
            episode.End = start + LengthOf(episode.Kind).DrawFrom(latest - start, ref life.Random);
        }
    }

    private static EpisodeLength[] Declare()
    {
        var lengths = new EpisodeLength[EpisodeKinds.Count];
        lengths[(int)EpisodeKind.JobLoss] = new(30, 0, 95);
        lengths[(int)EpisodeKind.HoursCut] = new(50, 0, 110);
        lengths[(int)EpisodeKind.LateEmployer] = new(60, 120);
        lengths[(int)EpisodeKind.Illness] = new(30, 0, 75);
        lengths[(int)EpisodeKind.Divorce] = new(120, 150);
        lengths[(int)EpisodeKind.OverBorrowing] = new(150, 180);
        lengths[(int)EpisodeKind.Gambling] = new(60, 180);
        return lengths;
    }
}
