namespace PreDelinquency.Synthetic.Lives;

/// <summary>A running episode. What the three parameters mean depends on the kind; see <see cref="EpisodeProcess"/>.</summary>
internal struct EpisodeState
{
    public EpisodeKind Kind;
    public int Onset;
    public int End;
    public double Depth;

    /// <summary>A day number that matters: notice given until, refund on, instalment on.</summary>
    public int Mark;

    /// <summary>Cents still to come or to go.</summary>
    public long Amount;

    public readonly Episode ToEpisode() => new(Kind, DateOnly.FromDayNumber(Onset), DateOnly.FromDayNumber(End), Depth);

    /// <summary>How much of the full effect has built up, 0 to 1, when it takes a number of days.</summary>
    public readonly double Ramp(int day, int days) => Math.Min(1.0, (day - Onset + 1) / (double)days);
}
