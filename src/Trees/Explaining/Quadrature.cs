namespace PreDelinquency.Trees.Explaining;

/// <summary>The points at which path products are evaluated, in chunks of <see cref="Lanes"/>.</summary>
internal sealed class Quadrature
{
    /// <summary>Points per chunk: one 256-bit register of doubles.</summary>
    public const int Lanes = 4;

    private Quadrature(int points)
    {
        On = new double[points];
        Weights = new double[points];
        GaussLegendre.Fill(On, Weights);
        // The points are symmetric about a half; mirroring is exact where subtracting from 1 would round.
        Off = [.. On.Reverse()];
    }

    /// <summary>The points t, ascending in (0, 1): the share of features that is known.</summary>
    public double[] On { get; }

    /// <summary>1 - t for each point.</summary>
    public double[] Off { get; }

    /// <summary>Weights, their sum is 1.</summary>
    public double[] Weights { get; }

    public int Points => On.Length;

    /// <summary>The smallest quadrature that is exact for paths of so many distinct features.</summary>
    public static Quadrature ForFeatures(int distinctFeatures, Dictionary<int, Quadrature> known)
    {
        int chunks = Math.Max(1, (distinctFeatures + (2 * Lanes) - 1) / (2 * Lanes));
        if (!known.TryGetValue(chunks, out Quadrature? quadrature))
        {
            quadrature = new Quadrature(chunks * Lanes);
            known.Add(chunks, quadrature);
        }

        return quadrature;
    }
}
