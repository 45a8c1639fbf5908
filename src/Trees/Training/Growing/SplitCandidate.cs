using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>The best split found for a leaf so far; <see cref="Gain"/> is minus infinity where there is none.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SplitCandidate
{
    public static SplitCandidate None => new() { Gain = double.NegativeInfinity, Feature = int.MaxValue };

    /// <summary>Loss saved beyond min_gain_to_split.</summary>
    public double Gain;

    public int Feature;

    /// <summary>Numerical: the last bin of the left side.</summary>
    public int Bin;

    /// <summary>Numerical: whether missing values go left.</summary>
    public bool DefaultLeft;

    /// <summary>Categorical: the bins that go left; null for a numerical split.</summary>
    public int[]? LeftBins;

    public HistogramBin Left;
    public double LeftOutput;
    public double RightOutput;

    /// <summary>Higher gain, at equal gain the lower feature: independent of the order of comparing.</summary>
    public readonly bool IsBetterThan(in SplitCandidate other) =>
        Gain > other.Gain || (Gain == other.Gain && Feature < other.Feature);
}
