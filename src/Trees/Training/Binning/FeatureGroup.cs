namespace PreDelinquency.Trees.Training.Binning;

/// <summary>
/// Up to eight features whose bins of one row share a 64-bit word, so that one load serves all of them and their
/// histograms fit the first-level cache together. Features with more than 256 bins take 16 bits, four to a word.
/// </summary>
internal sealed class FeatureGroup
{
    public FeatureGroup(int[] features, bool wide, int rows, int stride)
    {
        Features = features;
        IsWide = wide;
        Stride = stride;
        Words = new ulong[rows];
    }

    /// <summary>Features of the lanes, lowest bits first.</summary>
    public int[] Features { get; }

    /// <summary>16 bits a lane instead of 8.</summary>
    public bool IsWide { get; }

    /// <summary>Bins set aside per lane in a histogram of the group.</summary>
    public int Stride { get; }

    /// <summary>One word per row.</summary>
    public ulong[] Words { get; }

    public int LaneBits => IsWide ? 16 : 8;

    public int LaneMask => IsWide ? 0xFFFF : 0xFF;
}
