namespace PreDelinquency.Trees.Training;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): a sequence fixed by its seeds on every machine and .NET version, which
/// <see cref="Random"/> does not promise.
/// </summary>
internal sealed class SeededRandom(int seed, int stream)
{
    private ulong _state = Mix(((ulong)(uint)seed << 32) | (uint)stream);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform from 0 to below the limit; the bias, below 2^-32, does not matter for sampling.</summary>
    public int NextInt(int limit) => (int)(((NextBits() >> 32) * (ulong)limit) >> 32);

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
