namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// A stream of random numbers in eight bytes, so that a life can be copied with its luck: SplitMix64 (Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
internal struct Randomness(ulong seed)
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    /// <summary>A seed for one of many independent streams.</summary>
    public static ulong Mix(ulong seed, ulong stream) => Finish(Finish(seed + Gamma) ^ ((stream + 1) * 0xD1B5_4A32_D192_ED03));

    public ulong Next() => Finish(_state += Gamma);

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Uniform in 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>Uniform in <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + Below(high - low + 1);

    /// <summary>Close to standard normal: four uniforms of 16 bits from one draw, summed; never beyond ±3.47.</summary>
    public double Normal()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum + 2) / 65536.0 - 2) * 1.7320508075688772;
    }

    public double LogNormal(double median, double sigma) => median * PortableMath.Exp(sigma * Normal());

    public double Exponential(double mean) => -mean * PortableMath.Log(1 - Unit());

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
