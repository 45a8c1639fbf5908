namespace PreDelinquency.Monitoring;

/// <summary>Tails of the standard normal distribution, to 10 digits: the series of Marsaglia (Evaluating the normal distribution, Journal of Statistical Software 11, 2004) near 0, Laplace's continued fraction beyond.</summary>
public static class NormalTail
{
    /// <summary>The probability of a value above <paramref name="z"/>.</summary>
    public static double Above(double z)
    {
        if (z < 0)
            return 1 - Above(-z);
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z > 3)
        {
            var fraction = z;
            for (var i = 60; i > 0; i--)
                fraction = z + (i / fraction);
            return density / fraction;
        }

        var (term, sum) = (z, z);
        for (var i = 3; i < 120; i += 2)
            sum += term *= z * z / i;
        return 0.5 - (density * sum);
    }
}
