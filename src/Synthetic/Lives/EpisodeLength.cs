namespace PreDelinquency.Synthetic.Lives;

/// <summary>The law of a number of days: at least so many, then evenly up to so many more, or with an exponential tail.</summary>
/// <param name="Least">The least.</param>
/// <param name="Spread">How many more there are at most, all equally likely.</param>
/// <param name="TailMean">Mean of an exponential number of more days, rounded down; 0 for none.</param>
internal readonly record struct EpisodeLength(int Least, int Spread, double TailMean = 0)
{
    public int Draw(ref Randomness random) => DrawFrom(Least, ref random);

    /// <summary>Draws from the same law, given that it is so many days or more already.</summary>
    public int DrawFrom(int days, ref Randomness random)
    {
        var least = Math.Max(Least, days);

        // Whole days of an exponential tail have no memory: what is left is distributed as the whole was.
        return TailMean > 0 ? least + (int)random.Exponential(TailMean) : random.Whole(least, Math.Max(least, Least + Spread));
    }
}
