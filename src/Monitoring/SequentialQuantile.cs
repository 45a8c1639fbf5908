namespace PreDelinquency.Monitoring;

/// <summary>
/// How many standard errors a mean strays by chance, whoever looks how often while observations are added without end: the
/// asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (Time-uniform central limit theory and
/// asymptotic confidence sequences, Annals of Statistics 52, 2024, equations 8 and 9), a normal mixture.
/// </summary>
public static class SequentialQuantile
{
    /// <param name="error">The probability that the bound is ever exceeded on either side, more than 0 and less than 1.</param>
    /// <param name="count">Observations so far, more than 0.</param>
    /// <param name="planned">Observations at which the bound is to be narrowest, more than 0.</param>
    public static double Of(double error, double count, double planned)
    {
        var doubled = -2 * Math.Log(error);
        var scaled = (doubled + Math.Log(doubled + 1)) / planned * count;
        return Math.Sqrt(2 * (scaled + 1) / scaled * Math.Log(Math.Sqrt(scaled + 1) / error));
    }
}
